using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Understudy.Testing;

namespace Understudy.Tests.Hosting;

/// <summary>A host of services on a network in memory.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private IHost? _host;

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public InMemoryNetwork Network { get; } = new();

    public HostApplicationBuilder Builder { get; } = Host.CreateEmptyApplicationBuilder(settings: null);

    public IServiceProvider Services => (_host ??= Builder.Build()).Services;

    public UnderstudyServer Server => Services.GetRequiredService<UnderstudyServer>();

    public IUnderstudyClient Client => Services.GetRequiredService<IUnderstudyClient>();

    /// <summary>The time between heartbeats. Short, so that a test need not wait.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(100);

    public void Join(UnderstudyServerOptions options, int id)
    {
        options.Id = id;
        options.Network.DatagramNetwork = Network.Host($"server {id}");
        options.Membership.Period = Period;
    }

    public void Join(UnderstudyClientOptions options) => options.Network.DatagramNetwork = Network.Host("client");

    public async Task StartAsync()
    {
        _ = Services;
        await _host!.StartAsync().WaitAsync(Patience);
    }

    public Task StopAsync() => _host!.StopAsync().WaitAsync(Patience);

    public async Task<HealthReport> HealthAsync()
        => await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
