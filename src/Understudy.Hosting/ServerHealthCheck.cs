using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Understudy.Hosting;

/// <summary>Asks a server one question about itself.</summary>
internal sealed class ServerHealthCheck : IHealthCheck
{
    private readonly UnderstudyServer _server;
    private readonly Func<UnderstudyServer, bool> _isWell;

    public ServerHealthCheck(UnderstudyServer server, Func<UnderstudyServer, bool> isWell)
    {
        _server = server;
        _isWell = isWell;
    }

    public static bool IsLive(UnderstudyServer server) => server.IsMoving;

    public static bool IsReady(UnderstudyServer server)
        => server is { IsMoving: true, Role: ServerRole.Lead or ServerRole.Understudy };

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        bool isWell = _isWell(_server);
        string id = _server.Id?.ToString(CultureInfo.InvariantCulture) ?? "without an id";
        string state = _server.IsMoving ? _server.Role.ToString() : "standing still";
        return Task.FromResult(new HealthCheckResult(
            isWell ? HealthStatus.Healthy : context.Registration.FailureStatus, $"Server {id}: {state}."));
    }
}
