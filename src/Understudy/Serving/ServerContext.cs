using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>What the two threads of a server share. All of it is safe to use from both.</summary>
internal sealed class ServerContext : IDisposable
{
    private long _start;
    private ulong _requestsHeard;
    private ulong _requestsAnswered;
    private bool _leaving;

    public ServerContext(UnderstudyServerOptions options, ILogger logger)
    {
        Options = options;
        Logger = logger;
        Cluster = ClusterName.Hash(options.Network.Cluster);
        Incarnation = Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        Heartbeats = options.Network.Dialect == Dialect.Classic ? new ClassicHeartbeats(options) : new FramedHeartbeats(this);
        Core = new MembershipCore(options.Id, options.Membership);
    }

    public UnderstudyServerOptions Options { get; }

    public ILogger Logger { get; }

    /// <summary>The cluster's name, as frames have it.</summary>
    public uint Cluster { get; }

    /// <summary>A random number, not 0, for this start of the server, which tells it from an earlier one.</summary>
    public ulong Incarnation { get; }

    public IHeartbeatDialect Heartbeats { get; }

    /// <summary>Driven by the heartbeat thread; the request thread reads its view.</summary>
    public MembershipCore Core { get; }

    public required ServerMeters Meters { get; init; }

    /// <summary>Watches whether requests get on; without that, no heartbeat is sent.</summary>
    public ProgressWatch Progress { get; } = new();

    public ulong RequestsHeard => Volatile.Read(ref _requestsHeard);

    public ulong RequestsAnswered => Volatile.Read(ref _requestsAnswered);

    /// <summary>The server has announced that it leaves.</summary>
    public bool IsLeaving => Volatile.Read(ref _leaving);

    /// <summary>Set once, when both threads are to end.</summary>
    public ManualResetEvent Stop { get; } = new(initialState: false);

    /// <summary>Monotonic time since the server was started.</summary>
    public TimeSpan Now => Options.TimeProvider.GetElapsedTime(_start);

    public bool IsStopping => Stop.WaitOne(TimeSpan.Zero);

    /// <summary>The server starts: the core's time is now zero.</summary>
    public void Begin() => _start = Options.TimeProvider.GetTimestamp();

    public void CountRequest() => Interlocked.Increment(ref _requestsHeard);

    public void CountAnswer() => Interlocked.Increment(ref _requestsAnswered);

    public void Leave() => Volatile.Write(ref _leaving, true);

    public void Dispose()
    {
        Stop.Dispose();
        Meters.Dispose();
    }
}
