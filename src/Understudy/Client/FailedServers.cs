using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>The servers that could not carry a request out, and whether there are others.</summary>
internal sealed class FailedServers
{
    private readonly HashSet<int> _ids = [];

    /// <summary>The most that one of them counts, itself included.</summary>
    private int _counted;

    public int Count => _ids.Count;

    /// <summary>Why the last of them could not.</summary>
    public FailureReason Reason { get; private set; }

    /// <summary>
    /// Whether they are as many as are there, by what they know of each other. It is not so where none of them knows
    /// the others.
    /// </summary>
    public bool AreAll => _counted > 0 && Count >= _counted;

    /// <summary>A server says that it could not.</summary>
    /// <returns>Whether it had not said so before.</returns>
    public bool Add(in ReplyMessage reply)
    {
        Reason = reply.Failure;
        _counted = Math.Max(_counted, reply.Members);
        return _ids.Add(reply.ServerId ?? 0);
    }
}
