namespace Understudy.Tests.Driving;

/// <summary>A network that may refuse to send.</summary>
internal sealed class FailingNetwork(IDatagramNetwork inner) : IDatagramNetwork
{
    private readonly TaskCompletionSource _firstSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reopened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _opened;
    private int _closed;

    public bool IsFailing { get; set; }

    /// <summary>How many transports were opened.</summary>
    public int Opened => _opened;

    /// <summary>How many were closed.</summary>
    public int Closed => Volatile.Read(ref _closed);

    /// <summary>Completes when something is sent, or would be.</summary>
    public Task FirstSent => _firstSent.Task;

    /// <summary>Completes when a second transport is opened.</summary>
    public Task Reopened => _reopened.Task;

    public IDatagramTransport OpenServer(Lane lane) => inner.OpenServer(lane);

    public IDatagramTransport OpenClient()
    {
        if (Interlocked.Increment(ref _opened) > 1)
            _reopened.TrySetResult();
        return new Transport(this, inner.OpenClient());
    }

    private sealed class Transport(FailingNetwork network, IDatagramTransport inner) : IDatagramTransport
    {
        private bool _isClosed;

        public Peer Self => inner.Self;

        public string Place => inner.Place;

        public string? Warning => inner.Warning;

        public bool IsOutOfDate => inner.IsOutOfDate;

        public long Dropped => inner.Dropped;

        public SendResult SendToGroup(Lane lane, ReadOnlySpan<byte> datagram)
        {
            network._firstSent.TrySetResult();
            return network.IsFailing ? SendResult.Failed("Network is unreachable") : inner.SendToGroup(lane, datagram);
        }

        public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram) => inner.Send(peer, datagram);

        public int? Receive(Span<byte> buffer, Peer from, TimeSpan wait) => inner.Receive(buffer, from, wait);

        public void StopReceiving() => inner.StopReceiving();

        public void Maintain(TimeSpan now) => inner.Maintain(now);

        public void Dispose()
        {
            inner.Dispose();
            if (!_isClosed)
                Interlocked.Increment(ref network._closed);
            _isClosed = true;
        }
    }
}
