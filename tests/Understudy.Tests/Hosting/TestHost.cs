using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Understudy.Testing;

namespace Understudy.Tests.Hosting;

/// <summary>A host of services on a network in memory.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(settings: null);
    private IHost? _host;

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public InMemoryNetwork Network { get; } = new();

    public HostApplicationBuilder Builder => _builder;

    public IServiceProvider Services => (_host ??= _builder.Build()).Services;

    public UnderstudyServer Server => Services.GetRequiredService<UnderstudyServer>();

    public IUnderstudyClient Client => Services.GetRequiredService<IUnderstudyClient>();

    public void Join(UnderstudyServerOptions options, int id)
    {
        options.Id = id;
        options.Network.DatagramNetwork = Network.Host($"server {id}");
        options.Membership.Period = TimeSpan.FromMilliseconds(100);
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
