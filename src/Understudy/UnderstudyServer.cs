using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Diagnostics;
using Understudy.Driving;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Transport;

namespace Understudy;

/// <summary>One of several identical servers. Of those alive, the one with the lowest id answers each request.</summary>
/// <remarks>
/// A server starts once and stops once. All members may be called from any thread. It works on two threads of its own,
/// one for heartbeats and one for requests, and its meters are under the meter name <c>Understudy</c>.
/// </remarks>
public sealed class UnderstudyServer : IAsyncDisposable
{
    private readonly UnderstudyServerOptions _options;
    private readonly ILogger _logger;
    private readonly ServerContext _context;
    private readonly RequestCore _core;
    private readonly ChannelKeeper _heartbeats;
    private readonly ChannelKeeper _requests;
    private readonly RequestRunner _runner;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();

    private AddressWatch? _watch;
    private Thread? _heartbeatThread;
    private Thread? _requestThread;
    private Task? _stopped;

    /// <summary>Makes a server; nothing happens until <see cref="Start"/>.</summary>
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
        _logger = logger ?? NullLogger<UnderstudyServer>.Instance;
        _heartbeats = new ChannelKeeper(
            GroupName.Heartbeat, options.Network.HeartbeatGroup.ToEndPoint(), options.Network, _logger);
        _requests = new ChannelKeeper(
            GroupName.Request, options.Network.RequestGroup.ToEndPoint(), options.Network, _logger);
        _context = new ServerContext(options, _logger)
        {
            Meters = new ServerMeters(options.Id, () => _heartbeats.KernelDrops + _requests.KernelDrops),
        };
        int maxBytes = options.Network.MaxDatagramBytes;
        IRequestDialect dialect = options.Network.Dialect == Dialect.Classic
            ? new ClassicRequests(maxBytes)
            : new FramedRequests(ClusterName.Hash(options.Network.Cluster), maxBytes);
        _core = new RequestCore(dialect, options.RememberedRequests, maxBytes);
        _runner = new RequestRunner(_context, handler, _core, _requests);
    }

    /// <summary>Makes a server whose service is one function; nothing happens until <see cref="Start"/>.</summary>
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

    /// <summary>Raised on the heartbeat thread when a member's state changes. What a subscriber throws is logged.</summary>
    public event EventHandler<MemberChange>? MemberChanged;

    /// <summary>Raised on the heartbeat thread when this server's role changes. What a subscriber throws is logged.</summary>
    public event EventHandler<RoleChange>? RoleChanged;

    /// <summary>
    /// Completes when the server has heard its own heartbeat for the first time, and so can answer or stand in; is
    /// cancelled when it stops before that. A server whose id is taken is not ready until the other one goes.
    /// </summary>
    public Task Ready => _ready.Task;

    /// <summary>
    /// The server's id: the one it was given, or the one it took because it was free; null while it has none yet, and for
    /// a moment where it had to leave one to another server.
    /// </summary>
    public int? Id => _context.View.Id;

    /// <summary>What the server does with requests right now.</summary>
    public ServerRole Role => _context.View.Role;

    /// <summary>The server's table: every id from 0 to the highest in use, itself included.</summary>
    public IReadOnlyList<Member> Members => _context.View.ToMembers();

    /// <summary>The address of the interface when the server started; null before.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>Joins the groups and begins to listen.</summary>
    /// <exception cref="NetworkException">The network does not let it begin.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_heartbeatThread is not null || _stopped is not null)
                throw new InvalidOperationException("A server starts once.");

            InterfaceAddress local = _heartbeats.Open();
            _requests.Open();
            Address = local.Address;
            _logger.Started(Name, local.Name, local.Address, _context.ListeningTime.TotalSeconds);

            _watch = new AddressWatch(_options.Network.Interface);
            var changes = new ChangeEvents(_logger, _context.Meters, _options.Id)
            {
                OnMemberChanged = change => MemberChanged?.Invoke(this, change),
                OnRoleChanged = Announce,
            };
            var heartbeats = new HeartbeatLoop(_context, _heartbeats, _requests, _watch, changes);
            var requests = new RequestLoop(_context, _requests, _core, _runner);
            _context.Begin();
            _heartbeatThread = StartThread("heartbeats", heartbeats.Run);
            _requestThread = StartThread("requests", requests.Run);
        }
    }

    /// <summary>
    /// Says to the others that it leaves, stops listening, lets the requests in progress finish, and completes when both
    /// threads have ended.
    /// </summary>
    /// <param name="cancellationToken">Waits no longer for requests in progress, and tells their handlers so.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Task stopped;
        lock (_gate)
            stopped = _stopped ??= Task.Run(StopCoreAsync, CancellationToken.None);

        // A handler that heeds nothing keeps its thread, and what that thread uses: both end with the process.
        using CancellationTokenRegistration giveUp = cancellationToken.Register(_runner.GiveUp);
        await stopped.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());

    private string Name => Id?.ToString(CultureInfo.InvariantCulture) ?? "auto";

    private static Thread StartThread(string name, Action run)
    {
        var thread = new Thread(() => run()) { Name = $"understudy {name}", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Announce(RoleChange change)
    {
        if (change.To is ServerRole.Lead or ServerRole.Understudy)
            _ready.TrySetResult();
        RoleChanged?.Invoke(this, change);
    }

    private async Task StopCoreAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        _context.Stop.Set();
        _requests.StopReceiving();
        _heartbeatThread?.Join();
        _requestThread?.Join();
        await _runner.DrainAsync().ConfigureAwait(false);

        _ready.TrySetCanceled(CancellationToken.None);
        _watch?.Dispose();
        _heartbeats.Dispose();
        _requests.Dispose();
        _runner.Dispose();
        if (_heartbeatThread is not null)
            _logger.Stopped(Name);
        _context.Dispose();
    }

    /// <summary>The others drop a server that says it leaves at once.</summary>
    private async Task LeaveAsync()
    {
        if (!_context.Heartbeats.Leave())
            return;

        for (int said = 0; said < HeartbeatCore.Farewells; said++)
            SayLeaving();
        if (_options.Network.Dialect == Dialect.Framed)
            await Task.Delay(HeartbeatCore.LeaveGrace, _options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
    }

    private void SayLeaving()
    {
        Span<byte> heartbeat = stackalloc byte[HeartbeatFrame.Length];
        int length = _context.Heartbeats.WriteHeartbeat(heartbeat, _context.Now, leaving: true);
        if (length > 0)
            _heartbeats.Current?.SendToGroup(heartbeat[..length]);
    }
}
