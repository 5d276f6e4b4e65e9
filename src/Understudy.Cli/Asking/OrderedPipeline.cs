using System.Threading.Channels;

namespace Understudy.Cli.Asking;

/// <summary>Asks for many lines at once, and hands out the answers in the order of the lines.</summary>
internal sealed class OrderedPipeline
{
    /// <summary>How many requests are in flight at most.</summary>
    public const int MaxInFlight = 64;

    private readonly Func<InputLine, Task<Answer>> _ask;

    public OrderedPipeline(Func<InputLine, Task<Answer>> ask) => _ask = ask;

    /// <param name="lines">Read no further ahead than requests may be in flight.</param>
    /// <param name="write">
    /// Gets each answer, the line's number from 1, and whether the next answer is not there yet.
    /// </param>
    /// <param name="cancellationToken">Gives up at once.</param>
    public async Task RunAsync(
        IAsyncEnumerable<InputLine> lines, Func<Answer, int, bool, Task> write, CancellationToken cancellationToken)
    {
        // One more is in the writer's hand.
        Channel<Task<Answer>> pending = Channel.CreateBounded<Task<Answer>>(
            new BoundedChannelOptions(MaxInFlight - 1) { SingleWriter = true, SingleReader = true });
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task asking = AskAllAsync(lines, pending.Writer, ending.Token);
        try
        {
            int number = 0;
            await foreach (Task<Answer> next in pending.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                Answer answer = await next.ConfigureAwait(false);
                bool isLast = !pending.Reader.TryPeek(out Task<Answer>? following) || !following.IsCompleted;
                await write(answer, ++number, isLast).ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
        }

        await asking.ConfigureAwait(false);
    }

    private async Task AskAllAsync(
        IAsyncEnumerable<InputLine> lines, ChannelWriter<Task<Answer>> pending, CancellationToken cancellationToken)
    {
        try
        {
            IAsyncEnumerator<InputLine> reader = lines.GetAsyncEnumerator(cancellationToken);
            await using (reader.ConfigureAwait(false))
            {
                // The place is waited for first, so that no request is made without one.
                while (await pending.WaitToWriteAsync(cancellationToken).ConfigureAwait(false)
                    && await reader.MoveNextAsync().ConfigureAwait(false))
                {
                    pending.TryWrite(_ask(reader.Current));
                }
            }

            pending.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, the reader of the channel throws it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            pending.TryComplete(failure);
        }
    }
}
