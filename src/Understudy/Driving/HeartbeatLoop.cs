using System.Net.Sockets;
using Understudy.Diagnostics;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>
/// The heartbeat thread: drives the heartbeat core by the clock and the heartbeat group. Nothing that the network
/// does ends it. Whenever a heartbeat does not come back, the channels of both threads are replaced, once a period,
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
    private readonly ChangeEvents _changes;
    private readonly DropReporter _reporter = new();
    private readonly Peer _sender = new();
    private readonly byte[] _buffer;
    private SocketError _sendError;
    private bool _saidNoFreeId;

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
        _buffer = new byte[context.Options.Network.MaxDatagramBytes + 1];
    }

    private HeartbeatCore Core => _context.Heartbeats;

    public void Run()
    {
        // Listening counts from here: on a busy machine the thread may have waited long to run.
        Core.Begin(_context.Now);
        while (!_context.IsStopping)
        {
            TimeSpan now = _context.Now;
            if (now >= Core.NextDue)
                Step(now);
            else
                Listen(now);
            _changes.PassOn(Core.Members);
        }
    }

    private void Step(TimeSpan now)
    {
        if (Core.Members.IsListening)
            HearWhatWaits();
        HeartbeatStep step = Core.Step(now, _context.Progress.IsStuck(now, _context.Options.Membership.Period));
        if (step.Lateness > TimeSpan.Zero)
            _context.Logger.Paused(step.Lateness.TotalSeconds);
        if (step.IsTick)
            RenewChannels(step.IsOutOfDate, now);
        if (step.HasNoFreeId)
            SayNoFreeId();

        // A server that cannot hear requests must not claim to be there; and one that claims it must hear them already.
        if (_heartbeats.Current is { } channel && _requests.Current is not null)
            Send(step.Output, channel, now);
    }

    private void SayNoFreeId()
    {
        if (!_saidNoFreeId)
            _context.Logger.NoFreeId(_context.Options.Membership.MaxServers);
        _saidNoFreeId = true;
    }

    private void RenewChannels(bool areOutOfDate, TimeSpan now)
    {
        if (areOutOfDate || _requests.Current is null || _heartbeats.Current is not { } open || _watch.HasMoved(open.Local))
        {
            _requests.Replace();
            _heartbeats.Replace();
        }

        _heartbeats.Current?.RefreshMembership(now);
        _requests.Current?.RefreshMembership(now);
    }

    private void Send(HeartbeatOutput output, MulticastChannel channel, TimeSpan now)
    {
        Span<byte> datagram = stackalloc byte[HeartbeatFrame.Length];
        int length = Core.Write(output, datagram, now);
        if (length == 0)
            return;

        SocketError error = channel.SendToGroup(datagram[..length]);
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
        TimeSpan wait = Core.NextDue - now;
        wait = wait < Slice ? wait : Slice;
        if (_heartbeats.Current is not { } channel)
            _context.Stop.WaitOne(wait);
        else if (channel.Receive(_buffer, _sender.SocketAddress, wait) is { } length)
            Hear(channel, _buffer.AsSpan(0, length));
    }

    /// <summary>What the others have said must be known before the server first speaks.</summary>
    private void HearWhatWaits()
    {
        for (int heard = 0; heard < MembershipOptions.HighestId; heard++)
        {
            if (_heartbeats.Current is not { } channel || channel.Receive(_buffer, _sender.SocketAddress, TimeSpan.Zero) is not { } length)
                return;
            Hear(channel, _buffer.AsSpan(0, length));
        }
    }

    private void Hear(MulticastChannel channel, ReadOnlySpan<byte> datagram)
    {
        TimeSpan now = _context.Now;
        int? id = Core.Members.View.Id;
        DatagramStatus status = Core.Hear(datagram, _sender, channel.Self, now, out Heard heard);
        if (status == DatagramStatus.Ok)
        {
            _context.Meters.HeartbeatHeard();
            if (heard.Kind == HeardKind.Rival && _reporter.ShouldReport(_sender, now))
                SayIdTaken(id);
            return;
        }

        _context.Meters.Drop(GroupName.Heartbeat, status);
        if (_reporter.ShouldReport(_sender, now))
            _context.Logger.Dropped(_sender, datagram.Length, GroupName.Heartbeat, status);
    }

    private void SayIdTaken(int? id)
    {
        if (_context.Options.Id is { } given)
            _context.Logger.IdTaken(given, _sender);
        else
            _context.Logger.ChosenIdTaken(id ?? 0, _sender);
    }
}
