using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>Heartbeats as they are recognised with a deliberate bug.</summary>
internal sealed class MutantRecognition : Recognition
{
    private readonly Mutation _mutation;
    private readonly Incarnation _incarnation;
    private readonly HashSet<ulong?> _left = [];
    private bool _hasRival;

    private MutantRecognition(Mutation mutation, IDialect dialect, Incarnation incarnation, MembershipOptions options)
        : base(dialect, incarnation, options)
    {
        _mutation = mutation;
        _incarnation = incarnation;
    }

    /// <returns>What ships, where there is no mutation.</returns>
    public static Recognition Of(
        Mutation mutation, IDialect dialect, Incarnation incarnation, MembershipOptions options)
        => mutation == Mutation.None
            ? new Recognition(dialect, incarnation, options)
            : new MutantRecognition(mutation, dialect, incarnation, options);

    public override TimeSpan ListeningTime
        => _mutation == Mutation.NoListening ? TimeSpan.FromMilliseconds(1) : base.ListeningTime;

    protected override Heard Recognise(in ProbeMessage probe)
        => _mutation == Mutation.ProbesNotAnswered ? Heard.Nothing.Instance : base.Recognise(probe);

    protected override Heard Recognise(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        Heard heard = base.Recognise(heartbeat, place);
        if (heard is Heard.Leaving)
            _left.Add(heartbeat.Sender);
        _hasRival |= heard is Heard.Rival { ComesFirst: true };
        return (_mutation, heard) switch
        {
            (Mutation.OwnHeartbeatNotKnown, Heard.Self) => Heard.Nothing.Instance,
            (Mutation.OwnHeartbeatAssumed, Heard.Self) => Heard.Nothing.Instance,
            (Mutation.OwnHeartbeatById, Heard.Rival) => Heard.Self.Instance,
            (Mutation.RivalIgnored, Heard.Rival) => Heard.Nothing.Instance,
            (Mutation.LeaveIgnored, Heard.Leaving leaver) => new Heard.Member(leaver.Id, leaver.Sender),
            (Mutation.NotServingIgnored, Heard.Member member) => member with { NotServing = NotServingReason.None },
            (Mutation.LeaverHeardAgain, Heard.Nothing) => Again(heartbeat, place),
            (Mutation.LeaverNeverHeardAgain, Heard.Member { Sender: var sender }) when _left.Contains(sender)
                => Heard.Nothing.Instance,
            (Mutation.RivalNeverGone, Heard.Member { Sender: var sender }) when _hasRival
                => new Heard.Rival(sender, ComesFirst: true, StaysInTheEnd: true),
            _ => heard,
        };
    }

    /// <summary>A heartbeat that nothing was made of, since its sender has left.</summary>
    private Heard Again(in HeartbeatMessage heartbeat, in HearingPlace place)
    {
        bool isOld = !heartbeat.IsLeaving && heartbeat.Sender != _incarnation.Number && heartbeat.Id != place.Id;
        return isOld ? new Heard.Member(heartbeat.Id, heartbeat.Sender) : Heard.Nothing.Instance;
    }
}
