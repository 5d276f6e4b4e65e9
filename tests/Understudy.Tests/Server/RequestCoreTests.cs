using System.Buffers;
using System.Text;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>When a server says with its replies that it is late with what it was asked.</summary>
public class RequestCoreTests
{
    private static readonly ulong Cluster = ClusterName.Hash("default");

    private static readonly FramedDialect Dialect = new(Cluster, 255, 1200);

    private readonly RequestCore _core = new(Dialect, rememberedRequests: 16);
    private ulong _number;

    [Theory]
    [InlineData(250, false)]
    [InlineData(251, true)]
    public void Reply_AfterSoManyMilliseconds_SaysThatTheServerIsBusy(int milliseconds, bool isBusy)
        => Assert.Equal(isBusy, IsBusy(arrival: 0, decided: 0, completed: milliseconds));

    [Fact]
    public void Reply_ToARequestThatHasWaited_SaysThatTheServerIsBusy()
        => Assert.True(IsBusy(arrival: 0, decided: 250, completed: 251));

    [Theory]
    [InlineData(true, false, "Late")]
    [InlineData(false, true, "Busy")]
    public void Replies_ForAQuarterOfASecondAfterOneWasTurnedAway_SayThatTheServerIsBusy(
        bool isLate, bool isFull, string decision)
    {
        Assert.Equal(decision, Receive(At(0), isLate, isFull, out _)?.Name);
        Assert.True(IsBusy(arrival: 249, decided: 249, completed: 249));
        Assert.False(IsBusy(arrival: 250, decided: 250, completed: 250));
    }

    /// <summary>A job is used again for another request.</summary>
    [Fact]
    public void Reply_FromTheMemoryOfABusyOne_SaysNothingOfIt()
    {
        var job = new RequestJob(1200);
        Complete(job, arrival: 0, decided: 0, completed: 300);
        Assert.False(Complete(job, arrival: 400, decided: 400, completed: 400));
    }

    /// <summary>One that waits was read when it came.</summary>
    [Fact]
    public void Request_ThatWasChecked_IsNotReadAgain()
    {
        var job = new RequestJob(1200);
        var request = new RequestMessage(new RequestKey(7, 8), new RequestTerms(RankLimit: 0));
        job.Received(Dialect.Write(job.Buffer, request, "1+1"u8), At(0));
        Assert.Equal(DatagramStatus.Ok, _core.Check(job));
        job.Buffer[..RequestFrame.PayloadOffset].Clear();
        Assert.Equal(Decision.Mine, _core.Receive(job, View, new RequestMoment(At(0), false, false), out _));
        Assert.Equal(request.Key, job.Key);
        Assert.Equal("1+1"u8, job.Payload.Span);
    }

    [Theory]
    [InlineData((int)HandlerStatus.Ok, "2")]
    [InlineData((int)HandlerStatus.Rejected, "Invalid Expression!")]
    public void Reply_InTheClassicDialect_HasFixedWordsForARejection(int status, string reply)
    {
        var core = new RequestCore(new ClassicDialect(255, 1200), rememberedRequests: 16);
        RequestJob job = new RequestJob(1200).Received(0, At(0));
        core.Begin(job);
        job.Reply.Write("2"u8);
        core.Complete(job, new HandlerResult((HandlerStatus)status), At(0));
        Assert.Equal((ReplyStatus)status, job.Status);
        Assert.Equal(reply, Encoding.ASCII.GetString(job.Reply.Datagram));
    }

    private bool IsBusy(int arrival, int decided, int completed)
        => Complete(new RequestJob(1200), arrival, decided, completed);

    private bool Complete(RequestJob job, int arrival, int decided, int completed)
    {
        Assert.Equal(Decision.Mine, Receive(job, At(arrival), At(decided), isLate: false, isFull: false));
        _core.Begin(job);
        _core.Complete(job, new HandlerResult(HandlerStatus.Ok), At(completed));
        Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(job.Reply.Datagram, out ReplyMessage reply));
        Assert.Equal(new RequestKey(7, _number), reply.Key);
        return reply.IsBusy;
    }

    private Decision? Receive(TimeSpan now, bool isLate, bool isFull, out RequestJob job)
        => Receive(job = new RequestJob(1200), now, now, isLate, isFull);

    private Decision? Receive(RequestJob job, TimeSpan arrival, TimeSpan now, bool isLate, bool isFull)
    {
        var request = new RequestMessage(new RequestKey(7, ++_number), new RequestTerms(RankLimit: 0));
        job.Received(Dialect.Write(job.Buffer, request, "1"u8), arrival);
        return _core.Receive(job, View, new RequestMoment(now, isLate, isFull), out _);
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static MembershipView View { get; } = new(new MembershipOptions(), new byte[256])
    {
        Id = 1,
        Role = ServerRole.Lead,
        LeadId = 1,
        ValidUntil = TimeSpan.FromSeconds(10),
    };
}
