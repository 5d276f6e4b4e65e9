namespace Understudy.Diagnostics;

/// <summary>
/// A trouble that comes and goes, such as that nothing can be sent: its beginning is said once, whatever the words, and
/// its end once; where it flaps, both once a second.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class Outage
{
    private readonly LineLimit _limit = new();
    private int _isSaid;

    /// <summary>It shows itself.</summary>
    /// <returns>Whether that is to be said.</returns>
    public bool Shows(TimeSpan now, out Alike alike)
    {
        alike = default;
        return Volatile.Read(ref _isSaid) == 0
            && _limit.Allows(now, out alike)
            && Interlocked.Exchange(ref _isSaid, 1) == 0;
    }

    /// <summary>It does not show itself.</summary>
    /// <returns>Whether it is to be said that it is over.</returns>
    public bool Ends() => Volatile.Read(ref _isSaid) != 0 && Interlocked.Exchange(ref _isSaid, 0) != 0;
}
