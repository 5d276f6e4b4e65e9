using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Driving;

/// <summary>What the two threads of a server share. All of it is safe to use from both.</summary>
internal sealed class ServerContext : IDisposable
{
    private long _start;

    public ServerContext(UnderstudyServerOptions options, IDialect dialect, ILogger logger)
    {
        Options = options;
        Logger = logger;

        // A random number, not 0, for this start of the server, which tells it from an earlier one.
        ulong incarnation = Math.Max(
            1, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        Heartbeats = new HeartbeatCore(
            new MembershipCore(options.Id, options.Membership),
            new Recognition(dialect, incarnation, options.Membership),
            new HeartbeatWriter(dialect, incarnation, options.Membership.Period, Counts),
            new Random(unchecked((int)incarnation)));
    }

    public UnderstudyServerOptions Options { get; }

    public ILogger Logger { get; }

    /// <summary>Driven by the heartbeat thread; any thread may write a heartbeat.</summary>
    public HeartbeatCore Heartbeats { get; }

    /// <summary>What the heartbeat thread knows, for the others.</summary>
    public MembershipView View => Heartbeats.Members.View;

    public required ServerMeters Meters { get; init; }

    /// <summary>Watches whether requests get on; without that, no heartbeat is sent.</summary>
    public ProgressWatch Progress { get; } = new();

    public RequestCounts Counts { get; } = new();

    /// <summary>Set once, when both threads are to end.</summary>
    public ManualResetEvent Stop { get; } = new(initialState: false);

    /// <summary>Monotonic time since the server was started.</summary>
    public TimeSpan Now => Options.TimeProvider.GetElapsedTime(_start);

    public bool IsStopping => Stop.WaitOne(TimeSpan.Zero);

    /// <summary>The server starts: the cores' time is now zero.</summary>
    public void Begin() => _start = Options.TimeProvider.GetTimestamp();

    public void Dispose()
    {
        Stop.Dispose();
        Meters.Dispose();
    }
}
