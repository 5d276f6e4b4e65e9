using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>
/// A desk of a server that leads, and its driver on virtual time: datagrams come, and handlers end, when a test says
/// so.
/// </summary>
internal sealed class DeskRig : IRequestEvents
{
    private const int MaxDatagramBytes = 1200;

    private static readonly FramedDialect Frames = new(ClusterName.Hash("default"), 255, MaxDatagramBytes);

    private static readonly MembershipView View = new(new MembershipOptions(), new byte[256])
    {
        Id = 1,
        Role = ServerRole.Lead,
        LeadId = 1,
        ValidUntil = TimeSpan.MaxValue,
    };

    public DeskRig(int places = 1, int maxWaiting = 4, int remembered = 4096)
    {
        var options = new MembershipOptions();
        var incarnation = new Incarnation(() => 1);
        var members = new HeartbeatCore(
            new MembershipCore(1, options),
            new Recognition(Frames, incarnation, options),
            new HeartbeatWriter(Frames, incarnation, default, Counts),
            new Random(1));
        Serving = new ServingWatch(options.Period);
        var engine = new HeartbeatEngine(members, Serving, new NoHeartbeats());
        Desk = new WatchedDesk(engine, this, new RequestDeskOptions
        {
            MaxRequestsInProgress = places,
            RememberedRequests = remembered,
            MaxDatagramBytes = MaxDatagramBytes,
            MaxWaiting = maxWaiting,
            Serving = Serving,
            Incarnation = incarnation,
            Counts = Counts,
        });
        Next();
    }

    public RequestDesk Desk { get; }

    public ServingWatch Serving { get; }

    public RequestCounts Counts { get; } = new();

    public TimeSpan Now { get; private set; }

    /// <summary>What requests come from.</summary>
    public object Channel { get; set; } = new();

    /// <summary>What was decided, in its order.</summary>
    public List<(ulong Number, string Decision)> Decisions { get; } = [];

    public List<DatagramStatus> DroppedAs { get; } = [];

    public List<Exception> Errors { get; } = [];

    /// <summary>How old what was forgotten too early was.</summary>
    public List<TimeSpan> Forgotten { get; } = [];

    /// <summary>What happens on another thread right after a decision, before the desk acts on it.</summary>
    public Action? AfterDecision { get; set; }

    /// <summary>
    /// What happens on another thread when the desk is about to tell its watch that there is a place.
    /// </summary>
    public Action? BeforeFree { get; set; }

    public bool IsStuck => Serving.Progress.IsStuck(Now, TimeSpan.FromSeconds(1));

    public void Pass(int milliseconds) => Now += TimeSpan.FromMilliseconds(milliseconds);

    public DeskStep Next() => Desk.Next(new DeskMoment(Now, View, Channel));

    /// <summary>A request is received.</summary>
    public void Request(ulong number, bool mayAnswer = true)
    {
        var request = new RequestMessage(new RequestKey(7, number), new RequestTerms(RankLimit: 0));
        Desk.Received(Frames.Write(Desk.Inbox.Buffer, request, "1"u8), Now, mayAnswer);
    }

    public void Junk() => Desk.Received(length: 3, Now);

    /// <summary>A request is received, and its handler is called.</summary>
    public RequestJob Call(ulong number)
    {
        Request(number);
        return Called(number);
    }

    /// <summary>The handler is to be called for this request now.</summary>
    public RequestJob Called(ulong number)
    {
        DeskStep step = Next();
        Assert.Equal(DeskWork.Call, step.Work);
        Assert.Equal(number, step.Job.Key?.Number);
        return step.Job;
    }

    /// <summary>The handler goes on beside the request thread.</summary>
    public RequestJob CallBeside(ulong number)
    {
        RequestJob job = Call(number);
        Desk.Returned(job, isDone: false, Now);
        return job;
    }

    /// <summary>The handler is done, after it has kept the request thread for some time.</summary>
    public void Return(RequestJob job, int afterMilliseconds = 0)
    {
        Pass(afterMilliseconds);
        Desk.Returned(job, isDone: true, Now);
        Finish(job);
    }

    /// <summary>The handler is done, and its reply is sent.</summary>
    public void Finish(RequestJob job)
    {
        job.Reply.Write("2"u8);
        Assert.True(Desk.Complete(job, new HandlerResult(HandlerStatus.Ok), Now));
        Desk.Sent(job, SendResult.Sent);
    }

    /// <summary>What a reply says.</summary>
    public static ReplyMessage Read(RequestJob job)
    {
        Assert.Equal(DatagramStatus.Ok, Frames.TryRead(job.Reply.Datagram, out ReplyMessage reply));
        return reply;
    }

    void IRequestEvents.Dropped(RequestJob job, DatagramStatus status, TimeSpan now) => DroppedAs.Add(status);

    void IRequestEvents.Probed(RequestJob job)
    {
    }

    void IRequestEvents.Decided(RequestJob job, Decision decision, MembershipView view)
    {
        Decisions.Add((job.Key!.Value.Number, decision.Name));
        AfterDecision?.Invoke();
    }

    void IRequestEvents.HandlerFailed(RequestJob job, Exception error) => Errors.Add(error);

    void IRequestEvents.ForgotEarly(TimeSpan age) => Forgotten.Add(age);

    void IRequestEvents.Completed(RequestJob job, TimeSpan now)
    {
    }

    void IRequestEvents.Sent(RequestJob job, in SendResult result)
    {
    }

    private sealed class WatchedDesk : RequestDesk
    {
        private readonly DeskRig _rig;

        public WatchedDesk(HeartbeatEngine heartbeats, DeskRig rig, RequestDeskOptions options)
            : base(Frames, heartbeats, options, rig)
            => _rig = rig;

        private protected override void SayFree()
        {
            _rig.BeforeFree?.Invoke();
            base.SayFree();
        }
    }

    private sealed class NoHeartbeats : IHeartbeatEvents
    {
        public void Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
        {
        }

        public void Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
        {
        }

        public void SettingsDiffer(
            int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now)
        {
        }

        public void Ticked(in HeartbeatDuty duty, int? idBefore)
        {
        }

        public void Speaks(HeartbeatOutput output)
        {
        }

        public void Sent(in SendResult result)
        {
        }

        public void IdChanged(int? id)
        {
        }

        public void MemberChanged(MemberChange change)
        {
        }

        public void RoleChanged(RoleChange change)
        {
        }
    }
}
