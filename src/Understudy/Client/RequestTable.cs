using System.Diagnostics.CodeAnalysis;

namespace Understudy.Client;

/// <summary>Which requests are in flight, and when each is to be looked at next.</summary>
internal sealed class RequestTable
{
    private readonly Dictionary<ulong, PendingRequest> _pending = [];
    private readonly PriorityQueue<PendingRequest, TimeSpan> _due = new();

    /// <summary>When the next request is to be looked at; null where there is none.</summary>
    public TimeSpan? NextDue => _due.TryPeek(out _, out TimeSpan due) ? due : null;

    /// <summary>How many there are.</summary>
    public int Count => _pending.Count;

    public void Add(PendingRequest request) => _pending.Add(request.Number, request);

    public bool TryGet(ulong number, [NotNullWhen(true)] out PendingRequest? request)
        => _pending.TryGetValue(number, out request);

    /// <summary>Looks at the request again at a time.</summary>
    public void Schedule(PendingRequest request, TimeSpan at) => _due.Enqueue(request, at);

    /// <summary>The request is over.</summary>
    public void End(PendingRequest request)
    {
        request.IsDone = true;
        _pending.Remove(request.Number);
    }

    /// <summary>Takes the next request whose time has come.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out PendingRequest? request)
    {
        while (_due.TryPeek(out request, out TimeSpan due) && due <= now)
        {
            _due.Dequeue();
            if (!request.IsDone)
                return true;
        }

        request = null;
        return false;
    }
}
