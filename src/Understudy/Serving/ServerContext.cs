using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;

namespace Understudy.Serving;

/// <summary>What the two threads of a server share. All of it is safe to use from both.</summary>
internal sealed class ServerContext : IDisposable
{
    private long _start;

    public ServerContext(UnderstudyServerOptions options, ILogger logger)
    {
        Options = options;
        Logger = logger;
        Core = new MembershipCore(options.Id, options.Membership, TimeSpan.Zero);
    }

    public UnderstudyServerOptions Options { get; }

    public ILogger Logger { get; }

    /// <summary>Driven by the heartbeat thread; the request thread reads its view.</summary>
    public MembershipCore Core { get; }

    public required ServerMeters Meters { get; init; }

    /// <summary>Set once, when both threads are to end.</summary>
    public ManualResetEvent Stop { get; } = new(initialState: false);

    /// <summary>Monotonic time since the server was started.</summary>
    public TimeSpan Now => Options.TimeProvider.GetElapsedTime(_start);

    public bool IsStopping => Stop.WaitOne(TimeSpan.Zero);

    /// <summary>The server starts: the core's time is now zero.</summary>
    public void Begin() => _start = Options.TimeProvider.GetTimestamp();

    public void Dispose()
    {
        Stop.Dispose();
        Meters.Dispose();
    }
}
