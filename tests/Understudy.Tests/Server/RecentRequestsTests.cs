using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

public class RecentRequestsTests
{
    private readonly RecentRequests _recent = new(capacity: 3);

    [Fact]
    public void Request_NeverSeen_IsNotFound() => Assert.False(_recent.TryFind(Key(1), out _));

    [Fact]
    public void Request_Begun_IsFoundWithoutAReply()
    {
        _recent.Begin(Key(1));
        Assert.True(_recent.TryFind(Key(1), out ReadOnlySpan<byte> reply));
        Assert.True(reply.IsEmpty);
    }

    [Fact]
    public void Request_Answered_IsFoundWithTheSameBytes()
    {
        _recent.Begin(Key(1));
        _recent.Answered(Key(1), "hello"u8);
        Assert.True(_recent.TryFind(Key(1), out ReadOnlySpan<byte> reply));
        Assert.Equal("hello"u8, reply);
    }

    [Fact]
    public void Requests_BeyondTheBound_ForgetTheOldest()
    {
        for (ulong number = 1; number <= 5; number++)
            _recent.Begin(Key(number));
        Assert.Equal(
            [false, false, true, true, true],
            Enumerable.Range(1, 5).Select(number => _recent.TryFind(Key((ulong)number), out _)));
        Assert.Equal(3, _recent.Count);
    }

    [Fact]
    public void Request_ForgottenWhileInProgress_TakesNobodysPlace()
    {
        _recent.Begin(Key(1));
        for (ulong number = 2; number <= 4; number++)
            _recent.Begin(Key(number));
        _recent.Answered(Key(1), "late"u8);
        Assert.False(_recent.TryFind(Key(1), out _));
        Assert.True(_recent.TryFind(Key(2), out ReadOnlySpan<byte> reply));
        Assert.True(reply.IsEmpty);
    }

    [Fact]
    public void Requests_OfTwoClientsWithOneNumber_AreTwo()
    {
        _recent.Begin(new RequestKey(1, 7));
        Assert.False(_recent.TryFind(new RequestKey(2, 7), out _));
    }

    [Fact]
    public void Reply_ShorterThanTheOneBeforeInItsPlace_IsNotMixedWithIt()
    {
        for (ulong number = 1; number <= 4; number++)
        {
            _recent.Begin(Key(number));
            _recent.Answered(Key(number), number == 1 ? "a long reply that was there first"u8 : "short"u8);
        }

        Assert.True(_recent.TryFind(Key(4), out ReadOnlySpan<byte> reply));
        Assert.Equal("short"u8, reply);
    }

    private static RequestKey Key(ulong number) => new(1, number);
}
