using System.Net;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

public class RecentRequestsTests
{
    private static readonly FramedDialect Frames = new(ClusterName.Hash("default"), 255, 1200);

    private readonly RecentRequests _recent = new(capacity: 3);

    [Fact]
    public void Request_NeverSeen_IsNotFound() => Assert.False(_recent.TryFind(Job(1), out _));

    [Fact]
    public void Request_Begun_IsFoundWithoutAReply()
    {
        _recent.Begin(Job(1));
        Assert.True(_recent.TryFind(Job(1), out ReadOnlySpan<byte> reply));
        Assert.True(reply.IsEmpty);
    }

    [Fact]
    public void Request_Answered_IsFoundWithTheSameBytesAtAnyLimitAndFromAnyPortOfItsHost()
    {
        Answer(1, "hello"u8);
        Assert.True(_recent.TryFind(Job(1, from: "10.0.0.1:99", limit: 7), out ReadOnlySpan<byte> reply));
        Assert.Equal("hello"u8, reply);
    }

    [Fact]
    public void Requests_BeyondTheBound_ForgetTheOldest()
    {
        for (ulong number = 1; number <= 5; number++)
            Answer(number, "1"u8);
        Assert.Equal(
            [false, false, true, true, true],
            Enumerable.Range(1, 5).Select(number => _recent.TryFind(Job((ulong)number), out _)));
        Assert.Equal(3, _recent.Count);
    }

    /// <summary>It was begun twice, as soon as enough others had come.</summary>
    [Fact]
    public void Request_InProgress_IsNeverForgotten()
    {
        RequestJob slow = Job(1);
        _recent.Begin(slow);
        for (ulong number = 2; number <= 9; number++)
            Answer(number, "1"u8);
        Assert.True(_recent.TryFind(Job(1), out _));
        _recent.End(slow, "late"u8);
        Assert.True(_recent.TryFind(Job(1), out ReadOnlySpan<byte> reply));
        Assert.Equal("late"u8, reply);
    }

    [Fact]
    public void Request_ThatEndsWithoutAReply_IsForgotten()
    {
        RequestJob job = Job(1);
        _recent.Begin(job);
        _recent.End(job, default);
        Assert.Equal(0, _recent.Count);
    }

    /// <summary>
    /// Who overheard the numbers had an honest request answered with the reply to his own, and got that of others.
    /// </summary>
    [Theory]
    [InlineData(2, "10.0.0.1:1", "1+1", false)]
    [InlineData(1, "10.0.0.2:1", "1+1", false)]
    [InlineData(1, "10.0.0.1:1", "666", false)]
    [InlineData(1, "10.0.0.1:1", "1+12", false)]
    [InlineData(1, "10.0.0.1:1", "1+1", true)]
    public void Request_OfAnotherClientHostPayloadOrOrder_IsAnother(
        ulong client, string from, string payload, bool spread)
    {
        Answer(1, "2"u8);
        RequestJob other = Job(1, client, from, payload, spread);
        Assert.False(_recent.TryFind(other, out _));
        _recent.Begin(other);
        _recent.End(other, "other"u8);
        Assert.True(_recent.TryFind(Job(1), out ReadOnlySpan<byte> reply));
        Assert.Equal("2"u8, reply);
    }

    [Fact]
    public void Reply_ShorterThanTheOneBeforeInItsPlace_IsNotMixedWithIt()
    {
        for (ulong number = 1; number <= 5; number++)
            Answer(number, number == 1 ? "a long reply that was there first"u8 : "short"u8);
        Assert.True(_recent.TryFind(Job(5), out ReadOnlySpan<byte> reply));
        Assert.Equal("short"u8, reply);
    }

    private static RequestJob Job(
        ulong number,
        ulong client = 1,
        string from = "10.0.0.1:1",
        string payload = "1+1",
        bool spread = false,
        int limit = 0)
    {
        var job = new RequestJob(1200);
        var request = new RequestMessage(
            new RequestKey(client, number), new RequestTerms(limit, spread, client, number));
        int length = Frames.Write(job.Buffer, request, System.Text.Encoding.ASCII.GetBytes(payload));
        job.Client.CopyFrom(new Peer(IPEndPoint.Parse(from)));
        Assert.Equal(DatagramStatus.Ok, job.Received(length, default).Read(Frames));
        return job;
    }

    private void Answer(ulong number, ReadOnlySpan<byte> reply)
    {
        RequestJob job = Job(number);
        _recent.Begin(job);
        _recent.End(job, reply);
    }
}
