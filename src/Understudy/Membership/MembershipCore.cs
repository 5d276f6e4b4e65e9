namespace Understudy.Membership;

/// <summary>
/// One server's side of the membership, without clock or socket: heartbeats heard and ticks go in, a view of the
/// cluster and the changes to it come out.
/// </summary>
/// <remarks>
/// <para>
/// A server listens for a while before it sends its first heartbeat, and is eligible only once that heartbeat has
/// come back to it. Until then the others know nothing of it, so a server with a low id takes over without a moment in
/// which both it and its predecessor stay silent.
/// </para>
/// <para>
/// A tick that comes late by a period or more means that this process stood still. What it believes of the others is
/// kept (the countdown moves by ticks, not by time), but it no longer knows what they believe of it: it abstains until
/// it hears itself again, and what waits in its sockets is out of date.
/// </para>
/// <para>Owned by the heartbeat thread, but for <see cref="View"/>.</para>
/// </remarks>
internal sealed class MembershipCore
{
    private readonly int _id;
    private readonly MembershipOptions _options;
    private readonly MemberTable _table;
    private readonly Rival _rival;
    private bool _listening = true;
    private bool _paused;
    private bool _awaitingEcho;
    private bool _echoMissed;
    private bool _stuck;
    private volatile MembershipView _view;

    public MembershipCore(int id, MembershipOptions options)
    {
        _id = id;
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

    /// <summary>Whether this server has started so lately that it only listens yet.</summary>
    public bool IsListening => _listening;

    /// <summary>The server begins to listen; its first tick ends that.</summary>
    public void Begin(TimeSpan firstTick)
    {
        NextTick = firstTick;
        Publish();
    }

    /// <summary>Another server has said that it leaves.</summary>
    public void HearLeaving(int id)
    {
        _table.Forget(id, MemberChangeReason.Left, MemberChanges);
        Publish();
    }

    /// <summary>A heartbeat of another id was heard.</summary>
    public void Hear(int id)
    {
        if (_table.Hear(id, MemberChanges))
            Publish();
    }

    /// <summary>This server's own heartbeat has come back.</summary>
    public void HearSelf()
    {
        if (!_awaitingEcho)
            return;

        _awaitingEcho = false;
        _echoMissed = false;
        _paused = false;
        Hear(_id);
    }

    /// <summary>Another server has sent a heartbeat with this server's id.</summary>
    /// <param name="comesFirst">Whether, of two that already run, the other is the one to stay.</param>
    /// <param name="staysInTheEnd">Whether it is, if neither has yielded for some time.</param>
    public void HearRival(bool comesFirst, bool staysInTheEnd = true)
    {
        _rival.Hear(comesFirst || _listening, staysInTheEnd);
        Settle();
    }

    /// <summary>A period is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="stuck">Requests do not get on: the server must not claim to be there.</param>
    public TickResult Tick(TimeSpan now, bool stuck = false)
    {
        TimeSpan lateness = now - NextTick;
        bool late = lateness >= _options.Period;
        bool echoMissed = _awaitingEcho && !late;
        NextTick = late ? now + _options.Period : NextTick + _options.Period;

        if (late)
            _table.Forget(_id, MemberChangeReason.Paused, MemberChanges);
        _paused |= late;
        _echoMissed |= echoMissed;

        // What a server heard before it stood still says nothing of now: if it was listening, it listens again.
        _listening &= late;
        _table.Tick(MemberChanges);
        _rival.Tick();
        _stuck = stuck;
        _awaitingEcho = !_listening && !_rival.Prevails && !stuck;
        Settle();
        return new TickResult(_awaitingEcho, late ? lateness : TimeSpan.Zero, echoMissed);
    }

    private void Settle()
    {
        if (StandsAside)
        {
            _table.Forget(_id, MemberChangeReason.IdTaken, MemberChanges);
            _awaitingEcho = false;
            _echoMissed = false;
            _paused = false;
        }

        Publish();
    }

    private void Publish()
    {
        MembershipView before = _view;
        MembershipView after = _view = CreateView();
        if (after.Role != before.Role || after.LeadId != before.LeadId)
            RoleChanges.Add(new RoleChange(before.Role, after.Role, after.LeadId));
    }

    private MembershipView CreateView()
    {
        ServerRole role = CurrentRole();
        return new MembershipView(_options, _table.CopyCountdowns())
        {
            Role = role,
            LeadId = role == ServerRole.Understudy ? _table.LowestEligibleId() : null,
            ValidUntil = NextTick + _options.Period,
        };
    }

    private ServerRole CurrentRole()
    {
        if (StandsAside)
            return ServerRole.Aside;
        if (_table.IsEligible(_id))
            return _table.LowestEligibleId() < _id ? ServerRole.Understudy : ServerRole.Lead;
        if (_stuck)
            return ServerRole.Stuck;
        if (_echoMissed)
            return ServerRole.Unheard;
        return _paused ? ServerRole.Paused : ServerRole.Joining;
    }
}
