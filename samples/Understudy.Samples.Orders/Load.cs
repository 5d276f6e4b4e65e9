using System.Globalization;
using System.Text;

namespace Understudy.Samples.Orders;

/// <summary>Orders at a steady rate, whether or not the orders before have been answered.</summary>
internal sealed class Load
{
    private readonly IUnderstudyClient _client;
    private readonly int _rate;
    private readonly int _seconds;

    public Load(IUnderstudyClient client, int rate, int seconds)
    {
        _client = client;
        _rate = rate;
        _seconds = seconds;
    }

    /// <returns>What became of each order. Told to stop, it sends no more, and waits for the answers.</returns>
    public async Task<LoadReport> RunAsync(string item, CancellationToken stop)
    {
        byte[] request = OrderHandler.Request(item);
        var orders = new List<Task<Reply?>>();
        long begun = TimeProvider.System.GetTimestamp();
        while (orders.Count < _rate * _seconds && !stop.IsCancellationRequested)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)orders.Count / _rate);
            TimeSpan early = due - TimeProvider.System.GetElapsedTime(begun);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, TimeProvider.System, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            orders.Add(AskAsync(request));
        }

        return Count(await Task.WhenAll(orders));
    }

    /// <returns>The answer, or null where none came: nobody knows then whether the order was taken.</returns>
    private async Task<Reply?> AskAsync(byte[] request)
    {
        try
        {
            return await _client.RequestAsync(request);
        }
        catch (NoAnswerException error)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    private static LoadReport Count(Reply?[] replies)
    {
        Reply[] answers = [.. replies.OfType<Reply>()];
        Reply[] taken = [.. answers.Where(reply => reply.Status == HandlerStatus.Ok)];
        return new LoadReport
        {
            Sent = replies.Length,
            Lost = replies.Length - answers.Length,
            Rejected = answers.Length - taken.Length,
            Repeated = answers.Count(reply => reply.Attempts > 1),
            SlowestMilliseconds = answers.Length == 0 ? 0 : answers.Max(reply => reply.Elapsed).TotalMilliseconds,
            Numbers = [.. taken.Select(reply => NumberOf(Encoding.UTF8.GetString(reply.Payload.Span)))],
        };
    }

    /// <summary>17 of "order 17 of tea, 83 left".</summary>
    private static long NumberOf(string reply) => long.Parse(reply.Split(' ')[1], CultureInfo.InvariantCulture);
}
