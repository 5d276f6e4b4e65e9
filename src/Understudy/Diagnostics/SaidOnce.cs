namespace Understudy.Diagnostics;

/// <summary>
/// Which troubles have been said already. Each is known by who causes it, and is forgotten when it has not shown itself
/// for some time; then it is worth a line again.
/// </summary>
/// <remarks>Owned by one thread. Bounded: of more troubles than there is room for, the newest are not said.</remarks>
internal sealed class SaidOnce
{
    /// <summary>How many are told apart.</summary>
    public const int Room = 16;

    private readonly TimeSpan _memory;
    private readonly Dictionary<Peer, TimeSpan> _seen = [];

    /// <param name="memory">How long a trouble that does not show itself is remembered.</param>
    public SaidOnce(TimeSpan memory) => _memory = memory;

    /// <summary>Whether it is to be said. It has just shown itself.</summary>
    public bool IsNew(Peer cause, TimeSpan now)
    {
        if (_seen.TryGetValue(cause, out TimeSpan last))
        {
            _seen[cause] = now;
            return now - last > _memory;
        }

        if (_seen.Count >= Room)
            Forget(now);
        if (_seen.Count >= Room)
            return false;

        // The caller will receive into its peer again, so the key is a copy.
        _seen[cause.Copy()] = now;
        return true;
    }

    private void Forget(TimeSpan now)
    {
        foreach ((Peer cause, TimeSpan last) in _seen)
        {
            if (now - last > _memory)
                _seen.Remove(cause);
        }
    }
}
