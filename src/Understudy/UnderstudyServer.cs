using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Driving;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Transport;

namespace Understudy;

/// <summary>
/// One of several identical servers. Of those alive, the one with the lowest id answers each request.
/// </summary>
/// <remarks>
/// A server starts once and stops once. All members may be called from any thread. It works on two threads of its own,
/// one for heartbeats and one for requests, and its meters are under the meter name <c>Understudy</c>.
/// </remarks>
public sealed class UnderstudyServer : IAsyncDisposable
{
    private static readonly TimeSpan DisposeGrace = TimeSpan.FromSeconds(5);

    private readonly UnderstudyServerOptions _options;
    private readonly ILogger _logger;
    private readonly ServerMeters _meters;
    private readonly ServerLifetime _lifetime;
    private readonly HeartbeatEngine _engine;
    private readonly HeartbeatCore _core;
    private readonly TransportKeeper _heartbeatLane;
    private readonly TransportKeeper _requestLane;
    private readonly NetworkWait _network;
    private readonly Announcer _announcer;
    private readonly MemberTimes _times = new();
    private readonly HandlerWarmUp _warmUp;
    private readonly HandlerCaller _caller;
    private readonly RequestDriver _driver;
    private readonly CancellationTokenSource _startEnds = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();

    private Thread? _heartbeatThread;
    private Thread? _requestThread;
    private Task _started = Task.FromCanceled(new CancellationToken(canceled: true));
    private Task? _stopped;

    /// <summary>Makes a server; nothing happens until <see cref="StartAsync"/>.</summary>
    /// <param name="options">How it takes part.</param>
    /// <param name="handler">The service. It stays the caller's to dispose.</param>
    /// <param name="logger">Where it says what happens; nowhere by default.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyServer(
        UnderstudyServerOptions options, IRequestHandler handler, ILogger<UnderstudyServer>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options = options.Snapshot();
        _options = options;
        _logger = new ServerLogger(GuardedLogger.Around(logger), () => Id);
        _lifetime = new ServerLifetime(options.TimeProvider);
        IDatagramNetwork network = options.Network.ToDatagramNetwork();
        var networkListener = new NetworkListener(_logger);
        _heartbeatLane = new TransportKeeper(network, Lane.Heartbeats, networkListener);
        _requestLane = new TransportKeeper(network, Lane.Requests, networkListener);
        _network = new NetworkWait(_heartbeatLane, _requestLane, networkListener, options);
        _announcer = new Announcer(_logger);
        _meters = new ServerMeters(
            options.Id, () => _heartbeatLane.Dropped + _requestLane.Dropped, options.MeterFactory);

        var incarnation = new Incarnation();
        var serving = new ServingWatch(options.Membership.Period);
        var counts = new RequestCounts();
        IDialect dialect = Dialects.Make(options.Network, options.Membership.MaxServers);
        _core = new HeartbeatCore(
            new MembershipCore(options.Id, options.Membership),
            new Recognition(dialect, incarnation, options.Membership),
            new HeartbeatWriter(dialect, incarnation, SharedSettings.Of(options.Membership, options.Network), counts),
            new Random(unchecked((int)incarnation.Number)));
        _engine = new HeartbeatEngine(
            _core,
            serving,
            new HeartbeatListener(options, _logger, _meters, () => _lifetime.Now)
            {
                OnMemberChanged = Announce,
                OnRoleChanged = Announce,
            });
        var bounds = new RequestDeskOptions
        {
            MaxRequestsInProgress = options.MaxRequestsInProgress,
            RememberedRequests = options.RememberedRequests,
            MaxDatagramBytes = options.Network.MaxDatagramBytes,
            Serving = serving,
            Incarnation = incarnation,
            Counts = counts,
        };
        var listener = new RequestListener(_logger, _meters, () => _lifetime.Now);
        var desk = new RequestDesk(dialect, _engine, bounds, listener);
        Rehearsal.RunOnce(dialect, _engine, bounds, _lifetime);
        _warmUp = new HandlerWarmUp(handler, _logger);
        _caller = new HandlerCaller(_lifetime, handler, desk, _requestLane);
        _driver = new RequestDriver(_lifetime, _engine, desk, _requestLane, _caller);
    }

    /// <summary>Makes a server whose service is one function; nothing happens until <see cref="StartAsync"/>.</summary>
    /// <param name="options">How it takes part.</param>
    /// <param name="handler">The service, as <see cref="IRequestHandler.HandleAsync"/> describes it.</param>
    /// <param name="logger">Where it says what happens; nowhere by default.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyServer(
        UnderstudyServerOptions options,
        Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> handler,
        ILogger<UnderstudyServer>? logger = null)
        : this(options, new DelegateHandler(handler), logger)
    {
    }

    /// <summary>
    /// Raised when a member's state changes: on the thread pool, one change of this server after the other. What a
    /// subscriber throws is logged.
    /// </summary>
    public event EventHandler<MemberChange>? MemberChanged;

    /// <summary>
    /// Raised when this server's role changes: on the thread pool, one change of this server after the other. What a
    /// subscriber throws is logged.
    /// </summary>
    public event EventHandler<RoleChange>? RoleChanged;

    /// <summary>
    /// Completes when the server has heard its own heartbeat for the first time, and so can answer or stand in; is
    /// cancelled when it stops before that. A server whose id is taken is not ready until the other one goes.
    /// </summary>
    public Task Ready => _ready.Task;

    /// <summary>
    /// The server's id: the one it was given, or the one it took because it was free; null while it has none yet, and
    /// for a moment where it had to leave one to another server.
    /// </summary>
    public int? Id => _engine.View.Id;

    /// <summary>
    /// What the server does with requests right now; Joining before it starts, and Paused once it has stopped.
    /// </summary>
    public ServerRole Role
    {
        get
        {
            MembershipView view = _engine.View;
            return view.Role == ServerRole.Joining ? view.Role : view.RoleAt(_lifetime.Now);
        }
    }

    /// <summary>Why the server says of itself that it is not to be counted on, if it does.</summary>
    public NotServingReason NotServing => _engine.View.NotServing;

    /// <summary>
    /// Whether both threads of the server move. They do not before it starts and after it stops; while its process is
    /// held up for longer than a heartbeat's period; and while its handler does not come back, once the others have
    /// given the server up.
    /// </summary>
    public bool IsMoving
        => NotServing != NotServingReason.Stuck && _lifetime.Now < _engine.View.ValidUntil;

    /// <summary>The server's table: every id from 0 to the highest in use, itself included.</summary>
    public IReadOnlyList<Member> Members => _engine.View.ToMembers(_times, _lifetime.Now);

    /// <summary>
    /// The peer as which the other servers hear it. Null before it has started, and while its network is away.
    /// </summary>
    public Peer? Peer => _heartbeatLane.Current?.Self;

    /// <summary>
    /// Joins the groups and begins to listen. Where the network is not there yet, it is waited for
    /// (<see cref="UnderstudyServerOptions.WaitForNetwork"/>).
    /// </summary>
    /// <param name="cancellationToken">Waits no longer for the network.</param>
    /// <exception cref="NetworkException">The network does not let it begin.</exception>
    /// <exception cref="InvalidOperationException">It has been started, or stopped, before.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it, or the server has stopped.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            // One whose network was not there may try again.
            if (_stopped is not null || _started is { IsFaulted: false, IsCanceled: false })
                throw new InvalidOperationException("A server starts once.");
            return _started = StartCoreAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Says to the others that it leaves, stops listening, lets the requests in progress finish, and completes when
    /// both threads have ended. A handler must not wait for it, which waits for that handler.
    /// </summary>
    /// <param name="cancellationToken">
    /// Waits no longer for requests in progress, and tells their handlers so. The server still leaves first: when this
    /// completes it begins no request any more.
    /// </param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Task stopped;
        lock (_gate)
            stopped = _stopped ??= Task.Run(StopCoreAsync, CancellationToken.None);

        // A handler that heeds nothing keeps its thread, and what that thread uses: both end with the process.
        using CancellationTokenRegistration giveUp = cancellationToken.Register(GiveUp);
        await Task.WhenAny(stopped, Task.WhenAll(_left.Task, _givenUp.Task)).ConfigureAwait(false);
    }

    /// <summary>
    /// Stops, as <see cref="StopAsync"/> does, but tells the handlers of requests in progress that nobody waits for
    /// them, and then waits for them for 5 s at the most. Where StopAsync was told to wait no longer, this does not
    /// wait either.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Task stopped = StopAsync();
        _caller.GiveUp();
        await stopped.WaitAsync(DisposeGrace, TimeProvider.System)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _startEnds.Token);
        string place = await _network.OpenAsync(ends.Token).ConfigureAwait(false);
        _logger.Started(_options, place, _core.ListeningTime);

        var driver = new HeartbeatDriver(
            _lifetime, _engine, _heartbeatLane, _requestLane, _options.Network.MaxDatagramBytes);
        _lifetime.Begin();
        _heartbeatThread = StartThread("heartbeats", () =>
        {
            _warmUp.Run(); // The server is not there for the others before its handler is ready.
            driver.Run();
        });
        _requestThread = StartThread("requests", _driver.Run);
    }

    private static Thread StartThread(string name, Action run)
    {
        var thread = new Thread(() => run()) { Name = $"understudy {name}", IsBackground = true };
        thread.UnsafeStart();
        return thread;
    }

    private void Announce(MemberChange change)
    {
        _times.Changed(change.Id, change.To, _lifetime.Now);
        if (MemberChanged is { } subscribers)
            _announcer.Tell(() => subscribers(this, change));
    }

    private void Announce(RoleChange change)
    {
        if (change.To is ServerRole.Lead or ServerRole.Understudy)
            _ready.TrySetResult();
        if (RoleChanged is { } subscribers)
            _announcer.Tell(() => subscribers(this, change));
    }

    private void GiveUp()
    {
        _givenUp.TrySetResult();
        _caller.GiveUp();
    }

    private async Task StopCoreAsync()
    {
        await _startEnds.CancelAsync().ConfigureAwait(false);
        await _started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The heartbeat thread says that the server leaves, and ends; meanwhile requests are answered as ever. One that
        // still warms the handler up has nothing to say, as nobody counts on the server.
        _warmUp.Stop();
        _lifetime.Leave();
        _heartbeatLane.StopReceiving();
        if (_warmUp.IsOver)
            _heartbeatThread?.Join();
        _lifetime.Stop();
        _requestLane.StopReceiving();
        _left.SetResult();
        _heartbeatThread?.Join();
        _requestThread?.Join();
        await _caller.DrainAsync().ConfigureAwait(false);

        _ready.TrySetCanceled(CancellationToken.None);
        _heartbeatLane.Dispose();
        _requestLane.Dispose();
        _caller.Dispose();
        _warmUp.Dispose();
        _startEnds.Dispose();
        if (_heartbeatThread is not null)
            _logger.Stopped();
        _meters.Dispose();
        _lifetime.Dispose();
    }
}
