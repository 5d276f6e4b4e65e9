using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Handling;
using Understudy.Membership;

namespace Understudy;

/// <summary>One of several identical servers. Of those alive, the one with the lowest id answers each request.</summary>
/// <remarks>All members may be called from any thread. A server starts and stops once.</remarks>
public sealed class UnderstudyServer : IAsyncDisposable
{
    /// <summary>Makes a server; nothing happens until <see cref="Start"/>.</summary>
    /// <param name="options">How it takes part.</param>
    /// <param name="handler">The service. It stays the caller's to dispose.</param>
    /// <param name="logger">Where it says what happens; nowhere by default.</param>
    /// <exception cref="InvalidOptionException">An option cannot work.</exception>
    public UnderstudyServer(UnderstudyServerOptions options, IRequestHandler handler, ILogger<UnderstudyServer>? logger = null)
    {
    }

    /// <summary>Joins the groups and begins to listen, on two threads of its own.</summary>
    /// <exception cref="NetworkException">The network does not let it begin.</exception>
    public void Start() => throw new NotImplementedException();

    /// <summary>Completes when the server has heard its own heartbeat for the first time, or stands aside because its id is taken.</summary>
    public Task Ready => throw new NotImplementedException();

    /// <summary>What the server does with requests right now.</summary>
    public ServerRole Role => throw new NotImplementedException();

    /// <summary>The server's table: every id from 0 to the highest in use, itself included.</summary>
    public IReadOnlyList<Member> Members => throw new NotImplementedException();

    /// <summary>The server's own IPv4 address on its interface, as it is now.</summary>
    public System.Net.IPAddress Address => throw new NotImplementedException();

    /// <summary>Raised on the heartbeat thread when a member's state changes. What a subscriber throws is logged.</summary>
    public event EventHandler<MemberChange>? MemberChanged { add => _ = this; remove => _ = this; }

    /// <summary>Raised on the heartbeat thread when the server's role changes. What a subscriber throws is logged.</summary>
    public event EventHandler<RoleChange>? RoleChanged { add => _ = this; remove => _ = this; }

    /// <summary>Stops listening, lets the requests in progress finish, and returns when both threads have ended.</summary>
    /// <param name="cancellationToken">Gives up waiting for requests in progress.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public ValueTask DisposeAsync() => new(StopAsync());
}
