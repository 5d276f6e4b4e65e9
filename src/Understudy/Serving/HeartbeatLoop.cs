using System.Net;
using System.Net.Sockets;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>
/// The heartbeat thread: drives the membership core by the clock and the heartbeat group. Nothing that the network
/// does ends it. Whenever a heartbeat does not come back, the sockets of both threads are replaced, once a period,
/// until one does.
/// </summary>
internal sealed class HeartbeatLoop
{
    /// <summary>The longest wait for a datagram, after which the loop looks whether it is to stop.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly ServerContext _context;
    private readonly ChannelKeeper _heartbeats;
    private readonly ChannelKeeper _requests;
    private readonly AddressWatch _watch;
    private readonly Announcer _announcer;
    private readonly DropReporter _reporter = new();
    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);

    private readonly byte[] _buffer;
    private SocketError _sendError;

    /// <param name="context">What the two threads share.</param>
    /// <param name="heartbeats">The channel to the heartbeat group.</param>
    /// <param name="requests">The other thread's channel, which this one replaces when it is out of date.</param>
    /// <param name="watch">Tells when the interface has another address.</param>
    /// <param name="announcer">Says what happens.</param>
    public HeartbeatLoop(
        ServerContext context, ChannelKeeper heartbeats, ChannelKeeper requests, AddressWatch watch, Announcer announcer)
    {
        _context = context;
        _heartbeats = heartbeats;
        _requests = requests;
        _watch = watch;
        _announcer = announcer;
        _buffer = new byte[context.Options.Network.MaxDatagramBytes + 1];
    }

    private MembershipCore Core => _context.Core;

    public void Run()
    {
        while (!_context.IsStopping)
        {
            TimeSpan now = _context.Now;
            if (now >= Core.NextTick)
                Tick(now);
            else
                Listen(now);
            _announcer.Announce(Core);
        }
    }

    private void Tick(TimeSpan now)
    {
        TickResult tick = Core.Tick(now);
        if (tick.Lateness > TimeSpan.Zero)
            _announcer.Paused(tick.Lateness);
        bool outOfDate = tick.Lateness > TimeSpan.Zero || tick.EchoMissed;
        if (outOfDate || _requests.Current is null || _heartbeats.Current is not { } open || _watch.HasMoved(open.Local))
        {
            _requests.Replace();
            _heartbeats.Replace();
        }

        // A server that cannot hear requests must not claim to be there; and one that claims it must hear them already.
        if (_heartbeats.Current is not { } channel || _requests.Current is null)
            return;

        channel.RefreshMembership(now);
        if (tick.SendHeartbeat)
            SendHeartbeat(channel);
    }

    private void SendHeartbeat(MulticastChannel channel)
    {
        Span<byte> heartbeat = stackalloc byte[ClassicHeartbeat.MaxLength];
        int length = ClassicHeartbeat.Write(_context.Options.Id, heartbeat);
        SocketError error = channel.SendToGroup(heartbeat[..length]);
        if (error == SocketError.Success)
            _context.Meters.HeartbeatSent();
        else
            _context.Meters.SendFailure();

        if (error != _sendError)
            _announcer.HeartbeatSent(error);
        _sendError = error;
    }

    private void Listen(TimeSpan now)
    {
        TimeSpan wait = Core.NextTick - now;
        wait = wait < Slice ? wait : Slice;
        if (_heartbeats.Current is not { } channel)
            _context.Stop.WaitOne(wait);
        else if (channel.Receive(_buffer, _sender, wait) is { } length)
            Hear(channel, _buffer.AsSpan(0, length));
    }

    private void Hear(MulticastChannel channel, ReadOnlySpan<byte> datagram)
    {
        DatagramStatus status = ClassicHeartbeat.TryParse(
            datagram, _context.Options.Membership.MaxServers, out int id);
        if (status != DatagramStatus.Ok)
        {
            _context.Meters.Drop(GroupName.Heartbeat, status);
            if (_reporter.ShouldReport(_sender, _context.Now))
                _announcer.Dropped(_sender, datagram.Length, status);
            return;
        }

        // A server that stood still has a tick overdue, which throws away what waited in the socket: this too.
        if (_context.Now >= Core.NextTick + _context.Options.Membership.Period)
            return;

        _context.Meters.HeartbeatHeard();
        if (id != _context.Options.Id)
            Core.Hear(id);
        else if (_sender.Equals(channel.Address))
            Core.HearSelf();
        else
            HearRival(channel);
    }

    private void HearRival(MulticastChannel channel)
    {
        if (_reporter.ShouldReport(_sender, _context.Now))
            _announcer.IdTaken(_sender);
        Core.HearRival(comesFirst: Addresses.Compare(_sender, channel.Address) < 0);
    }
}
