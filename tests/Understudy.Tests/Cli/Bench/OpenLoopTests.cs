using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Bench;
using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli.Bench;

public sealed class OpenLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly BenchTally _tally;
    private readonly long _start;

    public OpenLoopTests()
    {
        _start = _time.GetTimestamp();
        _tally = new BenchTally(_time, _start, Outcome.Answered);
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void SendDue_Punctually_SendsEachRequestOnceWhenItIsDue()
    {
        FakeClient client = FakeClient.Answering("2");
        using Asker asker = Ask(client);
        OpenLoop loop = At(rate: 1000, asker);
        for (int millisecond = 0; millisecond < 10; millisecond++)
        {
            loop.SendDue(_time.GetTimestamp());
            loop.SendDue(_time.GetTimestamp());
            Assert.Equal(millisecond + 1, client.Requests.Count);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        BenchMeasures measures = _tally.Measure(_time.GetElapsedTime(_start));
        Assert.Equal(new Percentiles(0, 0, 0, 0, 0), measures.Latency);
        Assert.Equal(1000, measures.RepliesPerSecond);
    }

    [Fact]
    public void SendDue_AfterAStallOfTheSender_ChargesEachRequestFromItsSchedule()
    {
        using Asker asker = Ask(FakeClient.Answering("2"));
        OpenLoop loop = At(rate: 1000, asker);
        loop.SendDue(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(100));
        loop.SendDue(_time.GetTimestamp());

        // One was punctual; the hundred due during the stall were 99, 98 ... 0 ms late, all sent at once.
        BenchMeasures measures = _tally.Measure(_time.GetElapsedTime(_start));
        Assert.Equal(101, _tally.Count().Answered);
        Assert.Equal(99_000, measures.Latency.Max);
        Assert.Equal(49_000, measures.Latency.P50!.Value, 49_000 / 1024.0);
        Assert.Equal(measures.Latency, measures.SendLag);
        Assert.Equal(
            [(1, 99), (2, 98), (3, 97)],
            measures.SlowRequests.Take(3)
                .Select(one => ((int)one.At.TotalMilliseconds, (int)one.Latency.TotalMilliseconds)));
    }

    [Fact]
    public async Task SendDue_WhileTheServerStalls_ChargesTheStallToEveryRequestItDelays()
    {
        TaskCompletionSource<Reply> answer = new();
        using Asker asker = Ask(new FakeClient(_ => answer.Task));
        OpenLoop loop = At(rate: 100, asker);
        for (int tick = 0; tick <= 10; tick++, _time.Advance(TimeSpan.FromMilliseconds(10)))
            loop.SendDue(_time.GetTimestamp());
        Assert.Equal(11, _tally.Count().InFlight);
        answer.SetResult(FakeClient.Reply("2"));
        await asker.DrainAsync();

        BenchMeasures measures = _tally.Measure(_time.GetElapsedTime(_start));
        Assert.Equal(110_000, measures.Latency.Max);
        Assert.Equal(60_000, measures.Latency.P50!.Value, 60_000 / 1024.0);
        Assert.Equal(new Percentiles(0, 0, 0, 0, 0), measures.SendLag);
    }

    [Fact]
    public async Task SendDue_WithTooManyInFlight_LeavesTheRestUnsentUntilThereIsRoom()
    {
        TaskCompletionSource<Reply> answer = new();
        using Asker asker = Ask(new FakeClient(_ => answer.Task));
        OpenLoop loop = At(rate: 100_000, asker);
        _time.Advance(TimeSpan.FromSeconds(1));
        loop.SendDue(_time.GetTimestamp());
        Assert.Equal((Asker.MaxInFlight, 100_000 - Asker.MaxInFlight), (_tally.Count().InFlight, loop.Unsent));

        answer.SetResult(FakeClient.Reply("2"));
        await asker.DrainAsync();
        while (loop.Unsent > 0)
            loop.SendDue(_time.GetTimestamp());
        Assert.Equal((100_000, 0), (_tally.Count().Answered, loop.Unsent));
    }

    private Asker Ask(FakeClient client) => new(client, new Exercise("1+1"), _tally, _stop);

    private OpenLoop At(int rate, Asker asker)
        => new(new SendSchedule(_start, _time.TimestampFrequency, rate, TimeSpan.FromSeconds(1)), asker, _time);
}
