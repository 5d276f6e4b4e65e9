namespace Understudy.Requesting;

/// <summary>
/// Which rank is the first that answers. It is 0, unless those before it are silent: a server may go on sending heartbeats
/// though it hears no requests, or have died a moment ago, and the others still count it.
/// </summary>
internal sealed class FirstInLine
{
    /// <summary>
    /// A rank that has not answered for this long is silent. One that is merely overloaded answers again and again, if
    /// late.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private int _rank;
    private TimeSpan _lastAnswer;

    /// <summary>A server of this rank has answered.</summary>
    /// <returns>Whether none before it does.</returns>
    public bool Answered(int rank, TimeSpan now)
    {
        if (rank > _rank && now - _lastAnswer < Silence)
            return false;

        _rank = rank;
        _lastAnswer = now;
        return true;
    }
}
