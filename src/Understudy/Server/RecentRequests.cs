using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// The requests that a server has lately begun or answered. A repeat of an answered one gets the same bytes, and one in
/// progress is not begun twice. Bounded: the oldest is forgotten first.
/// </summary>
/// <remarks>Owned by the request thread.</remarks>
internal sealed class RecentRequests
{
    private readonly Dictionary<RequestKey, int> _places;
    private readonly Entry[] _entries;
    private int _next;

    public RecentRequests(int capacity)
    {
        _places = new Dictionary<RequestKey, int>(capacity);
        _entries = new Entry[capacity];
    }

    public int Count => _places.Count;

    /// <summary>Whether this request was begun before.</summary>
    /// <param name="key">The request.</param>
    /// <param name="reply">The reply that was sent; empty while it is in progress.</param>
    public bool TryFind(RequestKey key, out ReadOnlySpan<byte> reply)
    {
        reply = default;
        if (!_places.TryGetValue(key, out int place))
            return false;

        ref Entry entry = ref _entries[place];
        reply = entry.Reply.AsSpan(0, entry.Length);
        return true;
    }

    /// <summary>The request is begun. The oldest one remembered makes room.</summary>
    public void Begin(RequestKey key)
    {
        ref Entry entry = ref _entries[_next];
        if (entry.IsUsed)
            _places.Remove(entry.Key);

        entry.IsUsed = true;
        entry.Key = key;
        entry.Length = 0;
        _places[key] = _next;
        _next = (_next + 1) % _entries.Length;
    }

    /// <summary>The request was answered. Does nothing if it has been forgotten meanwhile.</summary>
    public void Answered(RequestKey key, ReadOnlySpan<byte> reply)
    {
        if (!_places.TryGetValue(key, out int place))
            return;

        ref Entry entry = ref _entries[place];
        if (entry.Reply is null || entry.Reply.Length < reply.Length)
            entry.Reply = new byte[Math.Max(reply.Length, 64)];
        reply.CopyTo(entry.Reply);
        entry.Length = reply.Length;
    }

    private struct Entry
    {
        public RequestKey Key;
        public byte[]? Reply;
        public int Length;
        public bool IsUsed;
    }
}
