using Microsoft.Extensions.Hosting;

namespace Understudy.Hosting;

/// <summary>
/// Starts a server with its host, and stops it. The host does not wait until it is ready: a server whose id is taken
/// may never be, and health checks tell.
/// </summary>
internal sealed class HostedServer : IHostedService
{
    private readonly UnderstudyServer _server;

    public HostedServer(UnderstudyServer server) => _server = server;

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);
}
