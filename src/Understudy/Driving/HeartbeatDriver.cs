using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// The heartbeat thread: receives, sends, waits and replaces the transports as the engine says. Nothing that the
/// network does ends it.
/// </summary>
internal sealed class HeartbeatDriver
{
    /// <summary>The longest wait for a datagram, after which the thread looks whether it is to stop.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly ServerLifetime _lifetime;
    private readonly HeartbeatEngine _engine;
    private readonly TransportKeeper _heartbeats;
    private readonly TransportKeeper _requests;
    private readonly Peer _sender = new();
    private readonly byte[] _buffer;

    public HeartbeatDriver(
        ServerLifetime lifetime,
        HeartbeatEngine engine,
        TransportKeeper heartbeats,
        TransportKeeper requests,
        int maxDatagramBytes)
    {
        _lifetime = lifetime;
        _engine = engine;
        _heartbeats = heartbeats;
        _requests = requests;
        _buffer = new byte[maxDatagramBytes + 1];
    }

    public void Run()
    {
        // Listening counts from here: on a busy machine the thread may have waited long to run.
        _engine.Begin(_lifetime.Now);
        while (!_lifetime.IsStopping)
        {
            if (_lifetime.IsLeaving)
                _engine.Leave(_lifetime.Now);
            HeartbeatStep step = _engine.Next(Moment());
            switch (step.Work)
            {
                case HeartbeatWork.Send: _engine.Sent(_heartbeats.SendToGroup(step.Datagram.Span)); break;
                case HeartbeatWork.Check: _requests.SendToGroup(step.Datagram.Span); break;
                case HeartbeatWork.ReplaceTransports: ReplaceTransports(); break;
                case HeartbeatWork.MaintainTransports: MaintainTransports(); break;
                case HeartbeatWork.Collect: Receive(TimeSpan.Zero); break;
                case HeartbeatWork.Wait: _lifetime.Stopping.WaitOne(step.Wait); break;
                case HeartbeatWork.End: return;
                default: Receive(step.Wait < Slice ? step.Wait : Slice); break;
            }
        }
    }

    private HeartbeatMoment Moment()
    {
        IDatagramTransport? heartbeats = _heartbeats.Current;
        bool areOpen = heartbeats is not null && _requests.Current is not null;
        return new HeartbeatMoment(_lifetime.Now, areOpen, heartbeats is { IsOutOfDate: true });
    }

    private void ReplaceTransports()
    {
        _requests.Replace();
        _heartbeats.Replace();
    }

    private void MaintainTransports()
    {
        _heartbeats.Current?.Maintain(_lifetime.Now);
        _requests.Current?.Maintain(_lifetime.Now);
    }

    private void Receive(TimeSpan wait)
    {
        IDatagramTransport? transport = _heartbeats.Current;
        if (transport is null)
            _lifetime.Stopping.WaitOne(wait);
        if (transport?.Receive(_buffer, _sender, wait) is { } length)
            _engine.Received(_buffer.AsSpan(0, length), _sender, transport.Self, _lifetime.Now);
        else
            _engine.NothingWaits();
    }
}
