using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>
/// The heartbeat thread: drives the membership core by the clock and the heartbeat group. Nothing that the network
/// does ends it. Whenever a heartbeat does not come back, the channels of both threads are replaced, once a period,
/// until one does.
/// </summary>
internal sealed class HeartbeatLoop
{
    /// <summary>The longest wait for a datagram, after which the loop looks whether it is to stop.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>A probe is answered after a random part of this, so that the members do not all answer at once.</summary>
    private static readonly TimeSpan ProbeAnswerSpread = TimeSpan.FromMilliseconds(20);

    /// <summary>Probes sent while a starting server listens: one of them may be lost.</summary>
    private const int Probes = 3;

    private readonly ServerContext _context;
    private readonly ChannelKeeper _heartbeats;
    private readonly ChannelKeeper _requests;
    private readonly AddressWatch _watch;
    private readonly ChangeEvents _changes;
    private readonly DropReporter _reporter = new();
    private readonly SocketAddress _sender = new(AddressFamily.InterNetwork);
    private readonly Random _random;
    private readonly byte[] _buffer;
    private SocketError _sendError;
    private TimeSpan _nextProbe;
    private TimeSpan? _probeAnswerDue;

    /// <param name="context">What the two threads share.</param>
    /// <param name="heartbeats">The channel to the heartbeat group.</param>
    /// <param name="requests">The other thread's channel, which this one replaces when it is out of date.</param>
    /// <param name="watch">Tells when the interface has another address.</param>
    /// <param name="changes">Passes on what has changed.</param>
    public HeartbeatLoop(
        ServerContext context, ChannelKeeper heartbeats, ChannelKeeper requests, AddressWatch watch, ChangeEvents changes)
    {
        _context = context;
        _heartbeats = heartbeats;
        _requests = requests;
        _watch = watch;
        _changes = changes;
        _random = new Random(unchecked((int)context.Incarnation));
        _buffer = new byte[context.Options.Network.MaxDatagramBytes + 1];
    }

    private MembershipCore Core => _context.Core;

    private TimeSpan Period => _context.Options.Membership.Period;

    public void Run()
    {
        // Listening counts from here: on a busy machine the thread may have waited long to run.
        Core.Begin(_context.Now + _context.Heartbeats.ListeningTime);
        while (!_context.IsStopping)
        {
            TimeSpan now = _context.Now;
            if (Core.IsListening && now >= _nextProbe)
                SendProbe(now);
            else if (now >= Core.NextTick)
                Tick(now);
            else if (now >= _probeAnswerDue)
                AnswerProbe();
            else
                Listen(now);
            _changes.PassOn(Core);
        }
    }

    private void Tick(TimeSpan now)
    {
        if (Core.IsListening)
            HearWhatWaits();
        TickResult tick = Core.Tick(now, _context.Progress.IsStuck(now, Period));
        if (tick.Lateness > TimeSpan.Zero)
            _context.Logger.Paused(tick.Lateness.TotalSeconds);

        bool outOfDate = tick.Lateness > TimeSpan.Zero || tick.EchoMissed;
        if (outOfDate || _requests.Current is null || _heartbeats.Current is not { } open || _watch.HasMoved(open.Local))
        {
            _requests.Replace();
            _heartbeats.Replace();
        }

        // A server that cannot hear requests must not claim to be there; and one that claims it must hear them already.
        if (_heartbeats.Current is not { } heartbeats || _requests.Current is not { } requests)
            return;

        heartbeats.RefreshMembership(now);
        requests.RefreshMembership(now);
        if (tick.SendHeartbeat)
            SendHeartbeat(heartbeats);
    }

    private void AnswerProbe()
    {
        _probeAnswerDue = null;
        if (_heartbeats.Current is { } channel && Core.View.Role is (ServerRole.Lead or ServerRole.Understudy))
            SendHeartbeat(channel);
    }

    private void SendProbe(TimeSpan now)
    {
        _nextProbe = now + (_context.Heartbeats.ListeningTime / Probes);
        Span<byte> probe = stackalloc byte[FrameHeader.Length];
        int length = _context.Heartbeats.WriteProbe(probe);
        if (length > 0)
            _heartbeats.Current?.SendToGroup(probe[..length]);
    }

    private void SendHeartbeat(MulticastChannel channel)
    {
        // The last heartbeat was that of the leave; another one would take it back.
        if (_context.IsLeaving)
            return;

        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _context.Heartbeats.WriteHeartbeat(heartbeat, leaving: false);
        SocketError error = channel.SendToGroup(heartbeat[..length]);
        if (error == SocketError.Success)
            _context.Meters.HeartbeatSent();
        else
            _context.Meters.SendFailure();

        if (error != _sendError)
            SendErrorChanged(error);
        _sendError = error;
    }

    private void SendErrorChanged(SocketError error)
    {
        if (error == SocketError.Success)
            _context.Logger.HeartbeatsResume();
        else
            _context.Logger.HeartbeatNotSent(new SocketException((int)error).Message);
    }

    private void Listen(TimeSpan now)
    {
        TimeSpan wait = Core.NextTick - now;
        wait = wait < Slice ? wait : Slice;
        if (Core.IsListening && _nextProbe - now < wait)
            wait = _nextProbe - now;
        if (_probeAnswerDue is { } due && due - now < wait)
            wait = due - now;

        if (_heartbeats.Current is not { } channel)
            _context.Stop.WaitOne(wait);
        else if (channel.Receive(_buffer, _sender, wait) is { } length)
            Hear(channel, _buffer.AsSpan(0, length));
    }

    /// <summary>What the others have said must be known before the server first speaks.</summary>
    private void HearWhatWaits()
    {
        for (int heard = 0; heard < MembershipOptions.HighestId; heard++)
        {
            if (_heartbeats.Current is not { } channel || channel.Receive(_buffer, _sender, TimeSpan.Zero) is not { } length)
                return;
            Hear(channel, _buffer.AsSpan(0, length));
        }
    }

    private void Hear(MulticastChannel channel, ReadOnlySpan<byte> datagram)
    {
        // A server that stood still has a tick overdue, which throws away what waited in the socket: this too.
        TimeSpan now = _context.Now;
        if (now >= Core.NextTick + Period)
            return;

        DatagramStatus status = _context.Heartbeats.Read(datagram, _sender, channel.Address, out Heard heard);
        if (status != DatagramStatus.Ok)
        {
            _context.Meters.Drop(GroupName.Heartbeat, status);
            if (_reporter.ShouldReport(_sender, now))
                _context.Logger.Dropped(_sender.ToEndPoint(), datagram.Length, GroupName.Heartbeat, status);
            return;
        }

        _context.Meters.HeartbeatHeard();
        Take(heard, now);
    }

    private void Take(Heard heard, TimeSpan now)
    {
        switch (heard.Kind)
        {
            case HeardKind.Member:
                Core.Hear(heard.Id);
                break;
            case HeardKind.Self:
                Core.HearSelf();
                break;
            case HeardKind.Rival:
                if (_reporter.ShouldReport(_sender, now))
                    _context.Logger.IdTaken(_context.Options.Id, _sender.ToEndPoint());
                Core.HearRival(heard.ComesFirst, heard.StaysInTheEnd);
                break;
            case HeardKind.Leaving:
                Core.HearLeaving(heard.Id);
                break;
            case HeardKind.Probe:
                _probeAnswerDue ??= now + (ProbeAnswerSpread * _random.NextDouble());
                break;
            case HeardKind.Nothing:
            default:
                break;
        }
    }
}
