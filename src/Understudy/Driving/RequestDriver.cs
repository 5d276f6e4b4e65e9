using Understudy.Membership;
using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// The request thread: receives, calls, sends and waits as the desk says. It takes no lock and, where the handler
/// completes at once, allocates nothing.
/// </summary>
internal sealed class RequestDriver
{
    /// <summary>How long to wait for the heartbeat thread to open a transport where none hears.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(10);

    private readonly ServerLifetime _lifetime;
    private readonly HeartbeatEngine _heartbeats;
    private readonly RequestDesk _desk;
    private readonly TransportKeeper _transports;
    private readonly HandlerCaller _caller;

    public RequestDriver(
        ServerLifetime lifetime,
        HeartbeatEngine heartbeats,
        RequestDesk desk,
        TransportKeeper transports,
        HandlerCaller caller)
    {
        _lifetime = lifetime;
        _heartbeats = heartbeats;
        _desk = desk;
        _transports = transports;
        _caller = caller;
    }

    public void Run()
    {
        while (!_lifetime.IsStopping)
        {
            // The view first: a fresh one must not be used for what an old transport has heard.
            MembershipView view = _heartbeats.View;
            IDatagramTransport? transport = _transports.Current;
            DeskStep step = _desk.Next(new DeskMoment(_lifetime.Now, view, transport));
            switch (step.Work)
            {
                case DeskWork.Call: _caller.Call(step.Job); break;
                case DeskWork.Send: _caller.Send(step.Job); break;
                case DeskWork.Check: _caller.CheckHealth(step.Job); break;
                case DeskWork.Collect: Receive(transport, step.Job, TimeSpan.Zero); break;
                default: Receive(transport, step.Job, Timeout.InfiniteTimeSpan); break;
            }
        }
    }

    private void Receive(IDatagramTransport? transport, RequestJob inbox, TimeSpan wait)
    {
        if (transport?.Receive(inbox.Buffer, inbox.Client, wait) is { } length)
            _desk.Received(length, _lifetime.Now, transport.MayAnswer(inbox.Client));
        else
            Pause(transport, wait);
    }

    /// <summary>
    /// Nothing waits; or there is no transport, or one that has failed, which does not wait by itself.
    /// </summary>
    private void Pause(IDatagramTransport? transport, TimeSpan wait)
    {
        _desk.NothingWaits();
        if (wait != TimeSpan.Zero && transport == _transports.Current)
            _lifetime.Stopping.WaitOne(RetryInterval);
    }
}
