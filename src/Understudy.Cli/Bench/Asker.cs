using Understudy.Cli.Hosting;

namespace Understudy.Cli.Bench;

/// <summary>Sends the same request over and over, each time on its own, and has every outcome counted.</summary>
internal sealed class Asker : IDisposable
{
    /// <summary>
    /// How many requests are in flight at most; an open loop that is due to send more sends them late.
    /// </summary>
    public const int MaxInFlight = 16_384;

    private readonly IUnderstudyClient _client;
    private readonly Exercise _exercise;
    private readonly BenchTally _tally;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _turns = new(MaxInFlight);
    private Exception? _failure;

    /// <param name="client">Asks the group.</param>
    /// <param name="exercise">What is asked, and what the answer has to be.</param>
    /// <param name="tally">Counts the outcomes.</param>
    /// <param name="stop">Ends the run; cancelled by the first bug.</param>
    public Asker(IUnderstudyClient client, Exercise exercise, BenchTally tally, CancellationTokenSource stop)
    {
        _client = client;
        _exercise = exercise;
        _tally = tally;
        _stop = stop;
    }

    /// <summary>The bug for which the run could not go on; null where it could.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Sends a request without waiting for its answer, unless too many are in flight.</summary>
    /// <param name="scheduled">When it was due: its latency counts from then.</param>
    public bool TryBegin(long scheduled)
    {
        if (!_turns.Wait(0))
            return false;
        _ = AskInTurnAsync(scheduled);
        return true;
    }

    /// <summary>Sends a request and waits for its outcome; never throws.</summary>
    /// <param name="scheduled">When it was due: its latency counts from then.</param>
    public async Task AskAsync(long scheduled)
    {
        _tally.Begin(scheduled);
        try
        {
            Reply reply = await _client.RequestAsync(_exercise.Request, _stop.Token).ConfigureAwait(false);
            _tally.Reply(scheduled, reply, _exercise.Judge(reply));
        }
        catch (NoAnswerException)
        {
            _tally.TimeOut(scheduled);
        }
        catch (UnderstudyException failure)
        {
            // What keeps one request from being sent is over for the next, or is not, which a run is there to show.
            _tally.Fail(scheduled, OptionFlags.Spell(failure.Message));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was begun and has no outcome: the tally counts it as unfinished.
        }
#pragma warning disable CA1031 // Whatever it is, it ends the run, which tells it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            await _stop.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits until no request that <see cref="TryBegin"/> sent is in flight.</summary>
    public async Task DrainAsync()
    {
        // Who holds every turn knows that nobody else has one.
        for (int turn = 0; turn < MaxInFlight; turn++)
            await _turns.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _turns.Release(MaxInFlight);
    }

    public void Dispose() => _turns.Dispose();

    private async Task AskInTurnAsync(long scheduled)
    {
        await AskAsync(scheduled).ConfigureAwait(false);
        _turns.Release();
    }
}
