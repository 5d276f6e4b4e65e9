using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Cli.Bench;

namespace Understudy.Tests.Cli.Bench;

public class BenchTallyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BenchTally _tally;

    public BenchTallyTests() => _tally = new BenchTally(_time, _time.GetTimestamp(), Outcome.Answered);

    [Fact]
    public void Counts_OfAnyOutcomes_AddUp()
        => Gen.Select(Gen.Enum<Outcome>(), Gen.Int[1, 4], Gen.Int[0, 12_000], Gen.Bool).Array[0, 200].Sample(requests =>
        {
            FakeTimeProvider time = new();
            BenchTally tally = new(time, time.GetTimestamp(), Outcome.Answered);
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
                else if (outcome == Outcome.Failed)
                    tally.Fail(scheduled, $"reason {server}");
                else
                    tally.Reply(scheduled, FakeClient.Reply("", server: server), outcome);
            }

            OutcomeCounts counts = tally.Count();
            long Of(Outcome outcome) => requests.Count(one => !one.Item4 && one.Item1 == outcome);
            Assert.Equal(
                new OutcomeCounts(
                    Of(Outcome.Answered),
                    Of(Outcome.TimedOut),
                    Of(Outcome.Rejected),
                    Of(Outcome.Wrong),
                    Of(Outcome.Failed),
                    unanswered),
                counts);
            Assert.Equal(requests.Length, counts.Finished + counts.InFlight);
            BenchMeasures measures = tally.Measure(TimeSpan.Zero);
            long replies = counts.Finished - counts.TimedOut - counts.Failed;
            Assert.Equal(replies, measures.AnswersByServer.Values.Sum());
            Assert.Equal(replies, measures.RequestsByAttempts.Values.Sum());
            Assert.Equal(counts.Failed, measures.Failures.Values.Sum());
            Assert.Equal(Math.Min(counts.Finished, BenchTally.MaxSlowRequests), measures.SlowRequests.Count);
        });

    [Fact]
    public void Gaps_OfARun_BeginWithItAndEndWithIt()
    {
        foreach (int wait in new[] { 30, 3, 250, 5, 6 })
            ReplyAfter(TimeSpan.FromMilliseconds(wait));

        BenchMeasures measures = _tally.Measure(TimeSpan.FromMilliseconds(394));
        Assert.Equal(TimeSpan.FromMilliseconds(250), measures.LongestGap);
        Assert.Equal([Gap(0, 30), Gap(33, 250), Gap(288, 6), Gap(294, 100)], measures.Gaps);
    }

    [Fact]
    public void Gaps_WithAnAnswerAfterTheEnd_EndWithIt()
    {
        ReplyAfter(TimeSpan.FromMilliseconds(10));
        ReplyAfter(TimeSpan.FromMilliseconds(700));

        BenchMeasures measures = _tally.Measure(TimeSpan.FromMilliseconds(500));
        Assert.Equal([Gap(0, 10), Gap(10, 700)], measures.Gaps);
        Assert.Equal(TimeSpan.FromMilliseconds(700), measures.LongestGap);
    }

    [Fact]
    public void Gaps_MoreThanAreKept_LeaveTheLongest()
    {
        for (int reply = 0; reply < ServiceGaps.Max + 50; reply++)
            ReplyAfter(TimeSpan.FromMilliseconds(6));
        ReplyAfter(TimeSpan.FromMilliseconds(900));

        BenchMeasures measures = Measure();
        Assert.Equal(ServiceGaps.Max, measures.Gaps.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(900), measures.Gaps[^1].Length);
    }

    [Fact]
    public void LongestGap_OfNoAnswerAtAll_IsTheWholeRun()
        => Assert.Equal(TimeSpan.FromSeconds(3), _tally.Measure(TimeSpan.FromSeconds(3)).LongestGap);

    [Theory]
    [InlineData(nameof(Outcome.TimedOut))]
    [InlineData(nameof(Outcome.Rejected))]
    [InlineData(nameof(Outcome.Wrong))]
    [InlineData(nameof(Outcome.Failed))]
    public void LongestGap_OfWhatIsNoService_IsNotEndedByIt(string name)
    {
        Outcome outcome = Enum.Parse<Outcome>(name);
        ReplyAfter(TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        if (outcome == Outcome.TimedOut)
            _tally.TimeOut(_time.GetTimestamp());
        else if (outcome == Outcome.Failed)
            _tally.Fail(_time.GetTimestamp(), "no network");
        else
            _tally.Reply(_time.GetTimestamp(), FakeClient.Reply(""), outcome);
        ReplyAfter(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(200), Measure().LongestGap);
    }

    [Fact]
    public void LongestGap_WhereARejectionIsRight_IsEndedByIt()
    {
        BenchTally tally = new(_time, _time.GetTimestamp(), service: Outcome.Rejected);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        tally.Reply(_time.GetTimestamp(), FakeClient.Reply(""), Outcome.Rejected);
        Assert.Equal(TimeSpan.FromMilliseconds(100), tally.Measure(TimeSpan.FromMilliseconds(150)).LongestGap);
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
