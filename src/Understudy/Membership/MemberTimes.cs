namespace Understudy.Membership;

/// <summary>When each member's state last changed. It is only shown: nothing is decided by it.</summary>
/// <remarks>The heartbeat thread tells it; any thread may ask.</remarks>
internal sealed class MemberTimes
{
    private const int StateBits = 3;

    /// <summary>The time in ticks, and the state in the lowest bits: both are read at once. 0 is never.</summary>
    private readonly long[] _changes = new long[MembershipOptions.HighestId + 1];

    /// <summary>A member's state has changed.</summary>
    public void Changed(int id, MemberState state, TimeSpan now)
        => Volatile.Write(ref _changes[id], (now.Ticks << StateBits) | (long)state);

    /// <summary>How long a member has been in a state; null where its state has never changed.</summary>
    public TimeSpan? Since(int id, MemberState state, TimeSpan now)
    {
        long change = Volatile.Read(ref _changes[id]);
        bool isOfThisState = (change & ((1 << StateBits) - 1)) == (long)state;
        if (change == 0)
            return isOfThisState ? null : TimeSpan.Zero;

        // A view is published a moment before its changes are told.
        TimeSpan since = TimeSpan.FromTicks(change >> StateBits);
        return isOfThisState && since < now ? now - since : TimeSpan.Zero;
    }
}
