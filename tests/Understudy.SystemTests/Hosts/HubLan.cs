using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// Hosts 10.77.0.1, 10.77.0.2 … whose cables end at a hub that can be told to lose, double, delay and stop what passes.
/// </summary>
internal sealed class HubLan : IAsyncDisposable
{
    private readonly Lan _lan;
    private readonly ProgramProcess _hub;

    private HubLan(Lan lan, ProgramProcess hub)
    {
        _lan = lan;
        _hub = hub;
    }

    /// <param name="hosts">How many hosts.</param>
    /// <param name="seed">Makes the hub's draws repeatable.</param>
    public static async Task<HubLan> StartAsync(int hosts, int seed)
    {
        var lan = new Lan(hosts, isBridged: false);
        ProgramProcess? hub = null;
        try
        {
            IEnumerable<string> ports = Enumerable.Range(1, hosts).Select(Lan.Port);
            hub = ProgramProcess.StartLab($"hub {string.Join(' ', ports)} --seed {seed}", lan.Switch);
            await hub.Output.WaitForAsync("READY");
            return new HubLan(lan, hub);
        }
        catch
        {
            if (hub is not null)
                await hub.DisposeAsync();
            lan.Dispose();
            throw;
        }
    }

    /// <summary>The network namespace of a host, from 1.</summary>
    public NetworkNamespace Host(int host) => _lan.Host(host);

    /// <summary>
    /// Tells the hub what a port is to do from now on, such as <c>loss 20% cut in</c>; returns when it is so.
    /// </summary>
    public async Task OrderAsync(int port, string what)
    {
        int heard = _hub.Output.Lines.Length;
        string order = $"port {port} {what}";
        await _hub.Input.WriteLineAsync(order);
        await _hub.Input.FlushAsync();
        await _hub.Output.WaitForAsync("OK " + order, heard);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _lan.Dispose();
    }
}
