namespace Understudy.Diagnostics;

/// <summary>
/// Decides which bad datagrams are worth a line in the log: at most one a second for each sender, and a bounded number
/// of senders, so that a flood fills neither the log nor the memory.
/// </summary>
/// <remarks>Owned by one thread.</remarks>
internal sealed class DropReporter
{
    /// <summary>How many senders are told apart. Datagrams of further ones are counted, and not reported.</summary>
    public const int MaxSenders = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Peer, TimeSpan> _lastReports = [];

    public bool ShouldReport(Peer sender, TimeSpan now)
    {
        if (_lastReports.TryGetValue(sender, out TimeSpan last) && now - last < Interval)
            return false;
        if (_lastReports.Count >= MaxSenders)
            Expire(now);
        if (_lastReports.Count >= MaxSenders)
            return false;

        // The caller will receive into its peer again, so the key is a copy.
        _lastReports[sender.Copy()] = now;
        return true;
    }

    private void Expire(TimeSpan now)
    {
        foreach ((Peer sender, TimeSpan last) in _lastReports)
        {
            if (now - last >= Interval)
                _lastReports.Remove(sender);
        }
    }
}
