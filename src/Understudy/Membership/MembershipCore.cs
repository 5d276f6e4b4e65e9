namespace Understudy.Membership;

/// <summary>
/// What one server knows of the cluster, without clock or socket: heartbeats heard and ticks go in, a view of the
/// cluster and the changes to it come out.
/// </summary>
/// <remarks>
/// <para>
/// A server listens before it sends its first heartbeat, and is eligible once it has heard that heartbeat itself. The
/// others learn of it by the same heartbeat. So a server with a low id takes over without a moment in which both it and
/// its predecessor stay silent.
/// </para>
/// <para>
/// A tick that comes late by a period or more means that this process stood still. It keeps what it believes of the
/// others, since countdowns move by ticks and not by time. But the others may have given it up: it answers nothing
/// until it hears itself again, and what waits in its sockets is out of date.
/// </para>
/// <para>
/// A server that was given no id takes the lowest that is free when its listening ends. If it loses that id to another
/// server, it listens again and takes another.
/// </para>
/// <para>Owned by the heartbeat thread, but for <see cref="View"/>.</para>
/// </remarks>
internal sealed class MembershipCore
{
    private readonly MembershipOptions _options;
    private readonly bool _choosesId;
    private readonly MemberTable _table;
    private Rival _rival;
    private int? _id;
    private bool _listening = true;
    private bool _paused;
    private bool _awaitingEcho;
    private bool _echoMissed;
    private NotServingReason _whyNot;
    private bool _isSilent;
    private TimeSpan _leavesAt;
    private volatile MembershipView _view;

    /// <param name="id">The server's id, or null where it is to take one that is free.</param>
    /// <param name="options">The failure detector.</param>
    public MembershipCore(int? id, MembershipOptions options)
    {
        _id = id;
        _choosesId = id is null;
        _options = options;
        _table = new MemberTable(options);
        _rival = new Rival(options);
        _view = CreateView();
    }

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public TimeSpan NextTick { get; private set; }

    /// <summary>The latest view; may be read from any thread.</summary>
    public MembershipView View => _view;

    /// <summary>What has changed since the driver last cleared the list.</summary>
    public List<MemberChange> MemberChanges { get; } = [];

    /// <summary>What has changed since the driver last cleared the list.</summary>
    public List<RoleChange> RoleChanges { get; } = [];

    private bool StandsAside => !_listening && _rival.Prevails;

    /// <summary>Whether this server still only listens: it has just started, or has just lost its id.</summary>
    public bool IsListening => _listening;

    private bool IsEligible => _id is { } id && _table.IsEligible(id);

    private bool IsHeard => _id is { } id && _table.StateOf(id) == MemberState.NotServing;

    /// <summary>Whether the next tick is late by a period or more: this process has stood still.</summary>
    public bool IsOverdue(TimeSpan now) => now >= NextTick + _options.Period;

    /// <summary>The server begins to listen; its next tick ends that.</summary>
    public void Begin(TimeSpan firstTick)
    {
        NextTick = firstTick;
        Publish();
    }

    /// <summary>The server leaves, and ticks no more.</summary>
    /// <param name="until">Until when its view holds.</param>
    /// <returns>Whether the others count on it, and must be told.</returns>
    public bool Leave(TimeSpan until)
    {
        if (CurrentRole() is not (ServerRole.Lead or ServerRole.Understudy))
            return false;

        _leavesAt = until;
        Publish();
        return true;
    }

    /// <summary>Another server has said that it leaves.</summary>
    public void HearLeaving(int id)
    {
        _table.Forget(id, MemberChangeReason.Left, MemberChanges);
        Publish();
    }

    /// <summary>A heartbeat of another id was heard.</summary>
    /// <param name="id">Which.</param>
    /// <param name="why">Why it is not to be counted on, if it says so.</param>
    public void Hear(int id, NotServingReason why = NotServingReason.None)
    {
        if (_table.Hear(id, why, MemberChanges))
            Publish();
    }

    /// <summary>This server has heard its own heartbeat.</summary>
    public void HearSelf()
    {
        if (!_awaitingEcho || _id is not { } id)
            return;

        _awaitingEcho = false;
        _echoMissed = false;
        _paused = false;
        Hear(id, _whyNot);
    }

    /// <summary>Another server has sent a heartbeat with this server's id.</summary>
    /// <param name="comesFirst">Whether, of two that already run, the other is the one to stay.</param>
    /// <param name="staysInTheEnd">Whether it is, if neither has yielded for some time.</param>
    /// <param name="why">Why it is not to be counted on, if it says so.</param>
    public void HearRival(
        bool comesFirst, bool staysInTheEnd = true, NotServingReason why = NotServingReason.None)
    {
        _rival.Hear(comesFirst || _listening, staysInTheEnd, why);
        Settle();
    }

    /// <summary>A period is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="why">Why this server is not to be counted on, if it is not.</param>
    /// <param name="choosingFirst">How many other servers choose an id right now, before this one.</param>
    /// <param name="isSilent">Whether a heartbeat cannot say so, so that none must be sent.</param>
    public TickResult Tick(
        TimeSpan now,
        NotServingReason why = NotServingReason.None,
        int choosingFirst = 0,
        bool isSilent = false)
    {
        TimeSpan lateness = now - NextTick;
        bool late = IsOverdue(now);
        bool echoMissed = _awaitingEcho && !late;
        NextTick = late ? now + _options.Period : NextTick + _options.Period;

        if (late)
            ForgetSelf(MemberChangeReason.Paused);
        _paused |= late;
        _echoMissed |= echoMissed;

        // What a server heard before it stood still says nothing of now: if it was listening, it listens again.
        _listening &= late;
        if (!TakesId(choosingFirst))
            _table.Tick(MemberChanges);
        _rival.Tick();
        Judge(why);
        _isSilent = isSilent && _whyNot != NotServingReason.None;
        _awaitingEcho = !_listening && !_rival.Prevails && !_isSilent;
        Settle();
        return new TickResult(_awaitingEcho, late ? lateness : TimeSpan.Zero, echoMissed);
    }

    /// <summary>
    /// What this server fails others may carry out. Where there are none, it is still the one to ask.
    /// </summary>
    private void Judge(NotServingReason why)
    {
        bool isLast = !_table.HasOthers(_id)
            && why is NotServingReason.Failing or NotServingReason.Mute or NotServingReason.Unhealthy;
        _whyNot = isLast ? NotServingReason.None : why;
        if (_id is { } id)
            _table.Judge(id, _whyNot, MemberChanges);
    }

    private void Settle()
    {
        if (StandsAside)
        {
            ForgetSelf(MemberChangeReason.IdTaken);
            _awaitingEcho = false;
            _echoMissed = false;
            _paused = false;
            if (_choosesId)
                GiveUpId();
        }

        Publish();
    }

    /// <summary>
    /// The listening is over: takes an id. Where none is free, the listening goes on for another period.
    /// </summary>
    /// <returns>Whether it took one. It has just heard the others then, so no countdown moves.</returns>
    private bool TakesId(int choosingFirst)
    {
        if (_listening || _id is not null)
            return false;

        _id = _table.FreeId(choosingFirst);
        _listening = _id is null;
        return !_listening;
    }

    /// <summary>The id goes to the other server, which is a member like any other from now on.</summary>
    private void GiveUpId()
    {
        if (_id is { } taken)
            _table.Hear(taken, _rival.NotServing, MemberChanges);
        _id = null;
        _rival = new Rival(_options);
        _listening = true;
    }

    private void ForgetSelf(MemberChangeReason reason)
    {
        if (_id is { } id)
            _table.Forget(id, reason, MemberChanges);
    }

    private void Publish()
    {
        MembershipView before = _view;
        MembershipView after = _view = CreateView();
        bool isForOtherReason = after.Role == ServerRole.NotServing && after.NotServing != before.NotServing;
        if (after.Role == before.Role && after.LeadId == before.LeadId && !isForOtherReason)
            return;
        RoleChanges.Add(new RoleChange
        {
            From = before.Role,
            To = after.Role,
            LeadId = after.LeadId,
            NotServing = after.NotServing,
        });
    }

    private MembershipView CreateView()
    {
        ServerRole role = CurrentRole();
        return new MembershipView(_options, _table.CopyCountdowns(), _table.CopyReasons())
        {
            Id = _id,
            Role = role,
            NotServing = _whyNot,
            LeadId = role == ServerRole.Understudy ? _table.LowestEligibleId() : null,
            ValidUntil = _leavesAt > NextTick + _options.Period ? _leavesAt : NextTick + _options.Period,
        };
    }

    private ServerRole CurrentRole()
    {
        if (StandsAside)
            return ServerRole.Aside;
        if (IsEligible)
            return _table.LowestEligibleId() < _id ? ServerRole.Understudy : ServerRole.Lead;
        if (IsHeard || _isSilent)
            return ServerRole.NotServing;
        if (_echoMissed)
            return ServerRole.Unheard;
        return _paused ? ServerRole.Paused : ServerRole.Joining;
    }
}
