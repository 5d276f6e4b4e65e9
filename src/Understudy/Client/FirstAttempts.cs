using System.Diagnostics.CodeAnalysis;

namespace Understudy.Client;

/// <summary>
/// How many first attempts are under way at once. A server's socket holds about a thousand small datagrams, and what is
/// sent at once beyond that is lost, and must be repeated. So the others wait for their turn, first come, first sent:
/// until one under way is answered, or its wait is over.
/// </summary>
internal sealed class FirstAttempts
{
    /// <summary>How many are under way at the most.</summary>
    public const int Most = 512;

    private readonly Queue<PendingRequest> _waiting = new();
    private int _underWay;

    public void Add(PendingRequest request) => _waiting.Enqueue(request);

    /// <summary>Takes the next request that may be sent now.</summary>
    public bool TryTake([NotNullWhen(true)] out PendingRequest? request)
    {
        while (_underWay < Most && _waiting.TryDequeue(out request))
        {
            if (request.IsDone)
                continue;
            request.IsUnderWay = true;
            _underWay++;
            return true;
        }

        request = null;
        return false;
    }

    /// <summary>A request is over, or the wait after its first attempt is.</summary>
    public void GiveBack(PendingRequest request)
    {
        if (!request.IsUnderWay)
            return;

        request.IsUnderWay = false;
        _underWay--;
    }
}
