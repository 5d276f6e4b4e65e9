using System.Diagnostics.CodeAnalysis;

namespace Understudy.Server;

/// <summary>
/// The requests that a server has lately begun or answered. A repeat of an answered one gets the same bytes, and one in
/// progress is not begun twice. Bounded: of those that were answered the oldest is forgotten first. One in progress is
/// never forgotten, and of those there are no more than there are places for them.
/// </summary>
/// <remarks>
/// A repeat comes from the same host, with the same numbers, and asks the same: who has overheard the numbers can have
/// them neither answered with the reply to something else nor told to another host. All of it is compared byte for
/// byte. It is looked up by Marvin, the keyed hash by which .NET guards its strings, so that nobody can choose numbers
/// that collide. Owned by the request thread.
/// </remarks>
internal sealed class RecentRequests
{
    private readonly HashSet<RememberedRequest> _known = new(Comparer.Instance);
    private readonly HashSet<RememberedRequest>.AlternateLookup<RequestJob> _byJob;
    private readonly Queue<RememberedRequest> _answered = [];
    private readonly int _capacity;
    private RememberedRequest? _spare;

    /// <param name="capacity">How many that were answered are remembered.</param>
    public RecentRequests(int capacity)
    {
        _capacity = capacity;
        _byJob = _known.GetAlternateLookup<RequestJob>();
    }

    public int Count => _known.Count;

    /// <summary>Whether this request was begun before.</summary>
    /// <param name="job">The request.</param>
    /// <param name="reply">The reply that was sent; empty while it is in progress.</param>
    public bool TryFind(RequestJob job, out ReadOnlySpan<byte> reply)
    {
        bool isKnown = _byJob.TryGetValue(job, out RememberedRequest? request);
        reply = isKnown ? request!.Reply : default;
        return isKnown;
    }

    /// <summary>The request is begun.</summary>
    public void Begin(RequestJob job)
    {
        RememberedRequest request = _spare ?? new RememberedRequest();
        _spare = null;
        request.Take(job);
        if (_known.Add(request))
            job.Remembered = request;
        else
            _spare = request;
    }

    /// <summary>
    /// The request is no longer in progress. Without a reply it is forgotten; with one, the oldest makes room.
    /// </summary>
    /// <returns>How long before this one came what had to make room; null where nothing had to.</returns>
    public TimeSpan? End(RequestJob job, ReadOnlySpan<byte> reply)
    {
        if (job.Remembered is not { } request)
            return null;

        job.Remembered = null;
        if (reply.IsEmpty)
        {
            _known.Remove(request);
            _spare = request;
            return null;
        }

        request.Answer(reply);
        _answered.Enqueue(request);
        if (_answered.Count <= _capacity)
            return null;

        _spare = _answered.Dequeue();
        _known.Remove(_spare);
        return job.Arrival - _spare.Arrival;
    }

    private sealed class Comparer
        : IEqualityComparer<RememberedRequest>, IAlternateEqualityComparer<RequestJob, RememberedRequest>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(RememberedRequest? x, RememberedRequest? y) => ReferenceEquals(x, y);

        public int GetHashCode([DisallowNull] RememberedRequest obj) => obj.Fingerprint;

        public bool Equals(RequestJob alternate, RememberedRequest other) => other.Is(alternate);

        public int GetHashCode(RequestJob alternate) => alternate.Fingerprint;

        public RememberedRequest Create(RequestJob alternate)
        {
            var request = new RememberedRequest();
            request.Take(alternate);
            return request;
        }
    }
}
