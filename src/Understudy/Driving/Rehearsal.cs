using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Driving;

/// <summary>
/// Takes a few made-up requests through all that a real one passes, but for the network and the service's own handler,
/// before there is a real one.
/// </summary>
/// <remarks>
/// .NET compiles what runs for the first time, which takes a first request some tens of milliseconds. Its client does
/// not wait that long: it asks the next server too, and may take the answer of that one. The service's handler may have
/// effects, so it is not called here: it has a warm-up of its own. Nothing is sent or logged, or counted for anybody.
/// </remarks>
internal sealed class Rehearsal : IDisposable
{
    private const ulong Client = 1;

    private static int _hasRun;

    private readonly IDialect _dialect;
    private readonly ServerLifetime _lifetime;
    private readonly ServerMeters _meters;
    private readonly TransportKeeper _transports;
    private readonly RequestDesk _desk;
    private readonly HandlerCaller _caller;
    private readonly TaskCompletionSource<HandlerStatus> _later = new();
    private bool _completesLater;

    private Rehearsal(
        IDialect dialect, HeartbeatEngine heartbeats, RequestDeskOptions options, ServerLifetime lifetime)
    {
        _dialect = dialect;
        _lifetime = lifetime;
        var stage = new Stage();
        _meters = new ServerMeters(serverId: null, () => 0, stage);
        _transports = new TransportKeeper(stage, Lane.Requests, new NetworkListener(NullLogger.Instance));
        options = options with
        {
            RememberedRequests = 4,
            Serving = new ServingWatch(TimeSpan.FromSeconds(1)),
            Counts = new RequestCounts(),
        };
        var listener = new RequestListener(NullLogger.Instance, _meters, () => lifetime.Now);
        _desk = new RequestDesk(dialect, heartbeats, options, listener);
        _caller = new HandlerCaller(lifetime, new DelegateHandler(HandleAsync), _desk, _transports);
    }

    /// <summary>Rehearses, where no other server of this process has: code is compiled once.</summary>
    /// <param name="dialect">The server's dialect.</param>
    /// <param name="heartbeats">The server's heartbeats. They are left as they are.</param>
    /// <param name="options">The server's bounds.</param>
    /// <param name="lifetime">The server's time.</param>
    public static void RunOnce(
        IDialect dialect, HeartbeatEngine heartbeats, RequestDeskOptions options, ServerLifetime lifetime)
    {
        if (Interlocked.Exchange(ref _hasRun, 1) != 0)
            return;
        using var rehearsal = new Rehearsal(dialect, heartbeats, options, lifetime);
        rehearsal.Run();
    }

    public void Dispose()
    {
        _caller.Dispose();
        _transports.Dispose();
        _meters.Dispose();
    }

    /// <summary>What a server knows that stands behind so many others.</summary>
    private static MembershipView View(ServerRole role, int rank)
    {
        var options = new MembershipOptions();
        byte[] countdowns = new byte[rank + 2];
        countdowns.AsSpan(1).Fill((byte)options.Countdown);
        return new MembershipView(options, countdowns)
        {
            Id = rank + 1,
            Role = role,
            ValidUntil = TimeSpan.MaxValue,
            LeadId = rank == 0 ? null : 1,
        };
    }

    /// <summary>
    /// A request to the lead and its repeat, one to an understudy and its repeat, and one that takes its time.
    /// </summary>
    private void Run()
    {
        _transports.Open();
        Pass(ServerRole.Lead, rank: 0, number: 1, rankLimit: 0);
        Pass(ServerRole.Lead, rank: 0, number: 1, rankLimit: 0);
        Pass(ServerRole.Understudy, rank: 1, number: 2, rankLimit: 0);
        Pass(ServerRole.Understudy, rank: 1, number: 2, rankLimit: 1);
        _completesLater = true;
        Pass(ServerRole.Lead, rank: 0, number: 3, rankLimit: 0);
        _later.SetResult(HandlerStatus.Ok);
    }

    private void Pass(ServerRole role, int rank, ulong number, int rankLimit)
    {
        var terms = new RequestTerms(rankLimit, Spread: false, Client, number);
        var request = new RequestMessage(new RequestKey(Client, number), terms);
        _desk.Received(_dialect.Write(_desk.Inbox.Buffer, request, "1"u8), _lifetime.Now);
        MembershipView view = View(role, rank);
        while (_desk.Next(new DeskMoment(_lifetime.Now, view, Transport: null)) is { Work: not DeskWork.Receive } step)
        {
            switch (step.Work)
            {
                case DeskWork.Call: _caller.Call(step.Job); break;
                case DeskWork.Send: _caller.Send(step.Job); break;
                default: _desk.NothingWaits(); break;
            }
        }
    }

    private ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> payload = context.Payload.Span;
        payload.CopyTo(context.Reply.GetSpan(payload.Length));
        context.Reply.Advance(payload.Length);
        return _completesLater
            ? new ValueTask<HandlerStatus>(_later.Task)
            : ValueTask.FromResult(HandlerStatus.Ok);
    }
}
