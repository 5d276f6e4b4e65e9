using System.Diagnostics.CodeAnalysis;

namespace Understudy.Client;

/// <summary>
/// How many first attempts are under way at once. A server's socket holds about a thousand small datagrams, and what is
/// sent at once beyond that is lost, and must be repeated. So the others wait for their turn, first come, first sent:
/// until one under way is answered, or has been for so long that no socket holds it any more.
/// </summary>
internal sealed class FirstAttempts
{
    /// <summary>How many are under way at the most.</summary>
    public const int Most = 512;

    /// <summary>
    /// A server that lives has taken it from its socket by then. Where it works more slowly than that, to wait would
    /// only put the load off until it is wanted no more.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private readonly Queue<PendingRequest> _waiting = new();

    /// <summary>Those under way, and some that no longer are, in the order in which they were sent.</summary>
    private readonly Queue<PendingRequest> _sent = new();
    private int _underWay;

    /// <summary>When to look again, unless an answer comes before; null where nothing waits.</summary>
    public TimeSpan? NextTry
    {
        get
        {
            if (_waiting.Count == 0)
                return null;
            return _underWay == Most && _sent.TryPeek(out PendingRequest? eldest)
                ? eldest.SentAt + Longest
                : TimeSpan.Zero;
        }
    }

    public void Add(PendingRequest request) => _waiting.Enqueue(request);

    /// <summary>Takes the next request that may be sent now.</summary>
    public bool TryTake(TimeSpan now, [NotNullWhen(true)] out PendingRequest? request)
    {
        Forget(now);
        while (_underWay < Most && _waiting.TryDequeue(out request))
        {
            if (request.IsDone)
                continue;
            request.IsUnderWay = true;
            request.SentAt = now;
            _sent.Enqueue(request);
            _underWay++;
            return true;
        }

        request = null;
        return false;
    }

    /// <summary>A request is over.</summary>
    public void GiveBack(PendingRequest request)
    {
        if (!request.IsUnderWay)
            return;

        request.IsUnderWay = false;
        _underWay--;
    }

    private void Forget(TimeSpan now)
    {
        while (_sent.TryPeek(out PendingRequest? eldest) && (!eldest.IsUnderWay || now - eldest.SentAt >= Longest))
            GiveBack(_sent.Dequeue());
    }
}
