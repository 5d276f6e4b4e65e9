using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Bench;

namespace Understudy.Tests.Cli.Bench;

public class BenchTallyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BenchTally _tally;

    public BenchTallyTests() => _tally = new BenchTally(_time, _time.GetTimestamp());

    [Fact]
    public void Counts_OfAnyOutcomes_AddUp()
        => Gen.Select(Gen.Enum<Outcome>(), Gen.Int[1, 4], Gen.Int[0, 12_000], Gen.Bool).Array[0, 200].Sample(requests =>
        {
            FakeTimeProvider time = new();
            BenchTally tally = new(time, time.GetTimestamp());
            int unanswered = requests.Count(one => one.Item4);
            foreach ((Outcome outcome, int server, int microseconds, bool isLeftInFlight) in requests)
            {
                long scheduled = time.GetTimestamp();
                tally.Begin(scheduled);
                time.Advance(TimeSpan.FromMicroseconds(microseconds));
                if (isLeftInFlight)
                    continue;
                if (outcome == Outcome.TimedOut)
                    tally.TimeOut(scheduled);
                else
                    tally.Reply(scheduled, FakeClient.Reply("", server: server), outcome);
            }

            OutcomeCounts counts = tally.Count();
            long Of(Outcome outcome) => requests.Count(one => !one.Item4 && one.Item1 == outcome);
            Assert.Equal(
                new OutcomeCounts(
                    Of(Outcome.Answered), Of(Outcome.TimedOut), Of(Outcome.Rejected), Of(Outcome.Wrong), unanswered),
                counts);
            Assert.Equal(requests.Length, counts.Finished + counts.InFlight);
            BenchMeasures measures = tally.Measure(TimeSpan.Zero);
            Assert.Equal(counts.Finished - counts.TimedOut, measures.AnswersByServer.Values.Sum());
            Assert.Equal(counts.Finished - counts.TimedOut, measures.RequestsByAttempts.Values.Sum());
            Assert.Equal(Math.Min(counts.Finished, BenchTally.MaxSlowRequests), measures.SlowRequests.Count);
        });

    [Fact]
    public void Gaps_BetweenReplies_AreMeasuredFromArrivalToArrival()
    {
        foreach (int wait in new[] { 30, 3, 250, 5, 6 })
            ReplyAfter(TimeSpan.FromMilliseconds(wait));

        // The 30 ms before the first reply are no gap between two.
        BenchMeasures measures = Measure();
        Assert.Equal(TimeSpan.FromMilliseconds(250), measures.LongestGap);
        Assert.Equal([Gap(33, 250), Gap(288, 6)], measures.Gaps);
    }

    [Fact]
    public void Gaps_MoreThanAreKept_LeaveTheLongest()
    {
        for (int reply = 0; reply < BenchTally.MaxGaps + 50; reply++)
            ReplyAfter(TimeSpan.FromMilliseconds(6));
        ReplyAfter(TimeSpan.FromMilliseconds(900));

        BenchMeasures measures = Measure();
        Assert.Equal(BenchTally.MaxGaps, measures.Gaps.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(900), measures.Gaps[^1].Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void LongestGap_OfFewerThanTwoReplies_IsNone(int replies)
    {
        for (int reply = 0; reply < replies; reply++)
            ReplyAfter(TimeSpan.FromSeconds(1));
        Assert.Null(Measure().LongestGap);
    }

    [Fact]
    public void LongestGap_OfATimeout_IsNotEndedByIt()
    {
        ReplyAfter(TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _tally.TimeOut(_time.GetTimestamp());
        ReplyAfter(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(200), Measure().LongestGap);
    }

    [Fact]
    public void AnswersByServer_OfTooManyAddresses_AreCountedTogether()
    {
        for (int server = 0; server < BenchTally.MaxServers + 5; server++)
            _tally.Reply(_time.GetTimestamp(), FakeClient.Reply("", server: server), Outcome.Answered);
        IReadOnlyDictionary<string, long> counts = Measure().AnswersByServer;
        Assert.Equal((BenchTally.MaxServers + 1, 5), (counts.Count, counts["others"]));
    }

    [Fact]
    public void RepliesPerSecond_WithALateReply_CountUpToIt()
    {
        var sending = TimeSpan.FromSeconds(2);
        for (int reply = 0; reply < 4; reply++)
            ReplyAfter(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, _tally.Measure(sending).RepliesPerSecond);
        ReplyAfter(TimeSpan.FromMilliseconds(4600));
        Assert.Equal(1, _tally.Measure(sending).RepliesPerSecond);
    }

    private static AnswerGap Gap(int at, int length)
        => new(TimeSpan.FromMilliseconds(at), TimeSpan.FromMilliseconds(length));

    private void ReplyAfter(TimeSpan wait)
    {
        _time.Advance(wait);
        _tally.Reply(_time.GetTimestamp(), FakeClient.Reply(""), Outcome.Answered);
    }

    private BenchMeasures Measure() => _tally.Measure(TimeSpan.Zero);
}
