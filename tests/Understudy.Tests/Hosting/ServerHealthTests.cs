using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Understudy.Tests.Hosting;

public class ServerHealthTests
{
    /// <summary>
    /// A machine too busy to run a thread for so long does not make a server look as if it stood still.
    /// </summary>
    private static readonly TimeSpan LongPeriod = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Checks_OfANamedServer_HaveItsNameAndTags()
    {
        await using TestHost host = HostOf(new Hanging());
        host.Builder.Services.AddUnderstudyServer<Hanging>("orders", options => host.Join(options, 2));
        host.Builder.Services.AddHealthChecks().AddUnderstudyServer("orders");
        HealthReport report = await host.HealthAsync();
        Assert.Equal(
            ["understudy-live", "understudy-live-orders", "understudy-ready", "understudy-ready-orders"],
            report.Entries.Keys.Order());
        Assert.Equal(["live"], report.Entries["understudy-live-orders"].Tags);
        Assert.Equal(["ready"], report.Entries["understudy-ready-orders"].Tags);
    }

    [Fact]
    public async Task Server_BeforeAndAfterItsStart_BecomesLiveAndReady()
    {
        await using TestHost host = HostOf(new Hanging(), LongPeriod);
        await AssertHealthAsync(host, HealthStatus.Unhealthy, HealthStatus.Unhealthy, "Server 1: standing still.");
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);
        await AssertHealthAsync(host, HealthStatus.Healthy, HealthStatus.Healthy, "Server 1: Lead.");
    }

    [Fact]
    public async Task Server_WhoseIdIsTaken_IsLiveAndNotReady()
    {
        await using TestHost first = HostOf(new Hanging(), LongPeriod);
        await first.StartAsync();
        await first.Server.Ready.WaitAsync(TestHost.Patience);

        await using var second = new TestHost();
        second.Builder.Services.AddSingleton(new Hanging());
        second.Builder.Services.AddHealthChecks().AddUnderstudyServer();
        second.Builder.Services.AddUnderstudyServer<Hanging>(options =>
        {
            first.Join(options, 1);
            options.Network.DatagramNetwork = first.Network.Host("second");
        });
        Task aside = BecomesAsync(second.Server, ServerRole.Aside);
        await second.StartAsync();
        await aside;
        await AssertHealthAsync(second, HealthStatus.Healthy, HealthStatus.Unhealthy, "Server 1: Aside.");
    }

    [Fact]
    public async Task Server_WhoseHandlerHangs_IsNeitherLiveNorReady()
    {
        using var handler = new Hanging();
        await using TestHost host = HostOf(handler);
        host.Builder.Services.AddUnderstudyClient(options => host.Join(options));
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);

        Task stuck = BecomesAsync(host.Server, ServerRole.NotServing);
        Task<Reply> reply = host.Client.RequestAsync("hang"u8.ToArray());
        await stuck;
        await AssertHealthAsync(host, HealthStatus.Unhealthy, HealthStatus.Unhealthy, null);
        handler.Resume();
        await reply.WaitAsync(TestHost.Patience);
    }

    private static TestHost HostOf(Hanging handler, TimeSpan? period = null)
    {
        var host = period is { } given ? new TestHost { Period = given } : new TestHost();
        host.Builder.Services.AddSingleton(handler);
        host.Builder.Services.AddUnderstudyServer<Hanging>(options => host.Join(options, 1));
        host.Builder.Services.AddHealthChecks().AddUnderstudyServer();
        return host;
    }

    private static async Task AssertHealthAsync(TestHost host, HealthStatus live, HealthStatus ready, string? text)
    {
        HealthReport report = await host.HealthAsync();
        Assert.Equal(live, report.Entries["understudy-live"].Status);
        Assert.Equal(ready, report.Entries["understudy-ready"].Status);
        if (text is not null)
            Assert.All(report.Entries.Values, entry => Assert.Equal(text, entry.Description));
    }

    private static Task BecomesAsync(UnderstudyServer server, ServerRole role)
    {
        var became = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.RoleChanged += (_, change) =>
        {
            if (change.To == role)
                became.TrySetResult();
        };
        return became.Task.WaitAsync(TestHost.Patience);
    }

    /// <summary>Keeps the request thread until the test lets it go.</summary>
    private sealed class Hanging : IRequestHandler, IDisposable
    {
        private readonly ManualResetEventSlim _resumed = new();

        public void Resume() => _resumed.Set();

        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            _resumed.Wait(TestHost.Patience, CancellationToken.None);
            return ValueTask.FromResult(HandlerStatus.Ok);
        }

        public void Dispose() => _resumed.Dispose();
    }
}
