namespace Understudy.Membership;

/// <summary>
/// The countdown of every id. A heartbeat heard sets it, and each heartbeat that the owner sends takes one off. Time
/// alone changes nothing, so a server that was paused does not declare the others dead when it wakes up.
/// </summary>
/// <remarks>Owned by the heartbeat thread; others read a <see cref="MembershipView"/>.</remarks>
internal sealed class MemberTable
{
    private readonly MembershipOptions _options;
    private readonly byte[] _countdowns;

    /// <summary>Of each id what it has said of itself.</summary>
    private readonly NotServingReason[] _whyNot;

    public MemberTable(MembershipOptions options)
    {
        _options = options;
        _countdowns = new byte[options.MaxServers + 1];
        _whyNot = new NotServingReason[options.MaxServers + 1];
    }

    public MemberState StateOf(int id) => _options.StateAt(_countdowns[id], _whyNot[id]);

    public bool IsEligible(int id) => _options.IsEligibleAt(_countdowns[id], _whyNot[id]);

    /// <summary>Whether one beside <paramref name="id"/> is eligible.</summary>
    public bool HasOthers(int? id)
    {
        for (int other = 0; other < _countdowns.Length; other++)
        {
            if (other != id && IsEligible(other))
                return true;
        }

        return false;
    }

    /// <summary>The lowest id that is eligible, or null where none is.</summary>
    public int? LowestEligibleId()
    {
        for (int id = 0; id < _countdowns.Length; id++)
        {
            if (IsEligible(id))
                return id;
        }

        return null;
    }

    /// <summary>
    /// The lowest id of which nothing is known, when <paramref name="after"/> such ids are left to others; null where
    /// there is none.
    /// </summary>
    public int? FreeId(int after)
    {
        for (int id = 1; id < _countdowns.Length; id++)
        {
            if (_countdowns[id] == 0 && after-- == 0)
                return id;
        }

        return null;
    }

    /// <summary>A heartbeat of <paramref name="id"/> was heard.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Hear(int id, NotServingReason why, List<MemberChange> changes)
    {
        if (_countdowns[id] == _options.Countdown && _whyNot[id] == why)
            return false;
        Set(id, _options.Countdown, why, MemberChangeReason.HeartbeatHeard, changes);
        return true;
    }

    /// <summary>The owner, whose id it is, is to be counted on, or not.</summary>
    public void Judge(int id, NotServingReason why, List<MemberChange> changes)
        => Set(id, _countdowns[id], why, MemberChangeReason.HeartbeatHeard, changes);

    /// <summary>The owner forgets what it heard of <paramref name="id"/>.</summary>
    public void Forget(int id, MemberChangeReason reason, List<MemberChange> changes)
        => Set(id, 0, NotServingReason.None, reason, changes);

    /// <summary>The owner has sent its own heartbeat.</summary>
    public void Tick(List<MemberChange> changes)
    {
        for (int id = 0; id < _countdowns.Length; id++)
        {
            if (_countdowns[id] > 0)
                Set(id, _countdowns[id] - 1, _whyNot[id], MemberChangeReason.HeartbeatMissed, changes);
        }
    }

    public byte[] CopyCountdowns() => (byte[])_countdowns.Clone();

    public NotServingReason[] CopyReasons() => (NotServingReason[])_whyNot.Clone();

    private void Set(
        int id, int countdown, NotServingReason why, MemberChangeReason reason, List<MemberChange> changes)
    {
        MemberState before = StateOf(id);
        _countdowns[id] = (byte)countdown;
        _whyNot[id] = why;
        MemberState after = StateOf(id);
        if (after != before)
            changes.Add(new MemberChange { Id = id, From = before, To = after, Reason = reason, NotServing = why });
    }
}
