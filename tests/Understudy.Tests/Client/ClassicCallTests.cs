using System.Text;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>A request in the classic dialect, on virtual time.</summary>
public class ClassicCallTests
{
    private readonly Events _events = new();
    private readonly ClassicCall _call;

    public ClassicCallTests() => _call = new ClassicCall(
        new ClassicDialect(MembershipOptions.HighestId, 1200), TimeSpan.FromSeconds(1), At(0), _events);

    [Fact]
    public void Attempts_UntilTheTimeout_FollowTheSchedule()
    {
        var sent = new List<int>();
        for (int time = 0; _call.Failure is null; time++)
        {
            if (_call.Next(At(time)) == ClientEffectKind.Send)
                sent.Add(time);
        }

        Assert.Equal([0, 50, 150, 350, 600, 850], sent);
        NoAnswerException told = Assert.IsType<NoAnswerException>(_call.Failure);
        Assert.Equal((6, TimeSpan.FromSeconds(1), Presence.Unknown), (told.Attempts, told.Elapsed, told.Presence));
        Assert.Equal((5, 1), (_events.Repeats, _events.GivenUps));
    }

    [Theory]
    [InlineData("2.5", HandlerStatus.Ok)]
    [InlineData("Invalid Expression!", HandlerStatus.Rejected)]
    public void Datagram_ThatComes_IsTheAnswer(string text, HandlerStatus status)
    {
        _call.Next(At(0));
        Assert.Equal(TimeSpan.FromMilliseconds(47), _call.WaitAt(At(3)));
        _call.Received(Encoding.UTF8.GetBytes(text), DrivenClient.Server, At(4));
        Assert.Equal(ClientEffectKind.Complete, _call.Next(At(4)));
        Reply reply = _call.Reply!;
        Assert.Equal((status, text, 1), (reply.Status, Encoding.UTF8.GetString(reply.Payload.Span), reply.Attempts));
        Assert.Equal((TimeSpan.FromMilliseconds(4), DrivenClient.Server), (reply.Elapsed, reply.Sender));
    }

    [Fact]
    public void Attempt_ThatCouldNotBeSentAtTheEnd_IsToldAsThat()
    {
        _call.Next(At(0));
        _call.Sent(SendResult.Failed("Network is unreachable"));
        Assert.Equal(ClientEffectKind.Fail, _call.Next(At(1000)));
        Assert.IsType<NetworkException>(_call.Failure);
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private sealed class Events : IClientEvents
    {
        public int Repeats { get; private set; }

        public int GivenUps { get; private set; }

        void IClientEvents.Repeated() => Repeats++;

        void IClientEvents.GivenUp(UnderstudyException failure) => GivenUps++;
    }
}
