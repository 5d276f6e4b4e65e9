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

    public MemberTable(MembershipOptions options)
    {
        _options = options;
        _countdowns = new byte[options.MaxServers + 1];
    }

    public MemberState StateOf(int id) => _options.StateAt(_countdowns[id]);

    public bool IsEligible(int id) => _options.IsEligibleAt(_countdowns[id]);

    /// <summary>The lowest id that is eligible, or null where none is.</summary>
    public int? LowestEligibleId()
    {
        int index = Array.FindIndex(_countdowns, countdown => _options.IsEligibleAt(countdown));
        return index < 0 ? null : index;
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
    /// <returns>Whether that changed its countdown.</returns>
    public bool Hear(int id, List<MemberChange> changes)
    {
        if (_countdowns[id] == _options.Countdown)
            return false;
        Set(id, _options.Countdown, MemberChangeReason.HeartbeatHeard, changes);
        return true;
    }

    /// <summary>The owner forgets what it heard of <paramref name="id"/>.</summary>
    public void Forget(int id, MemberChangeReason reason, List<MemberChange> changes) => Set(id, 0, reason, changes);

    /// <summary>The owner has sent its own heartbeat.</summary>
    public void Tick(List<MemberChange> changes)
    {
        for (int id = 0; id < _countdowns.Length; id++)
        {
            if (_countdowns[id] > 0)
                Set(id, _countdowns[id] - 1, MemberChangeReason.HeartbeatMissed, changes);
        }
    }

    public byte[] CopyCountdowns() => (byte[])_countdowns.Clone();

    private void Set(int id, int countdown, MemberChangeReason reason, List<MemberChange> changes)
    {
        MemberState before = StateOf(id);
        _countdowns[id] = (byte)countdown;
        MemberState after = StateOf(id);
        if (after != before)
            changes.Add(new MemberChange { Id = id, From = before, To = after, Reason = reason });
    }
}
