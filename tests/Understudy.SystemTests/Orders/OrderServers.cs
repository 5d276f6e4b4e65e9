using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Orders;

/// <summary>Three servers of the sample, which share a store, on this machine or on a host each.</summary>
internal sealed class OrderServers : IAsyncDisposable
{
    public const int Count = 3;

    private const string Sample = "Understudy.Samples.Orders";

    private readonly TestStore _store;
    private readonly int _pieces;
    private readonly Func<int, NetworkNamespace>? _host;
    private readonly TestGroups _groups = TestGroups.Next();
    private readonly Dictionary<int, ProgramProcess> _servers = [];

    /// <param name="store">What they share.</param>
    /// <param name="pieces">How many pieces of each item the stock begins with.</param>
    /// <param name="host">The hosts, from 1; the client is on the one after the servers. Null for this machine.</param>
    public OrderServers(TestStore store, int pieces, Func<int, NetworkNamespace>? host = null)
    {
        _store = store;
        _pieces = pieces;
        _host = host;
    }

    private string[] Interface => _host is null ? [] : ["--interface", "eth0"];

    public async Task StartAsync()
    {
        for (int id = 1; id <= Count; id++)
            Start(id);
        for (int id = 1; id <= Count; id++)
            await _servers[id].Output.WaitForAsync("READY");
    }

    /// <summary>Orders at a steady rate, until it is told to terminate.</summary>
    public ProgramProcess StartLoad(int rate)
        => Run(Count + 1, $"load --rate {rate} --duration 3600 --json {_groups.ClientOptions}".Split(' '));

    /// <summary>Kills the first in line with kill -9, and starts it again a moment later.</summary>
    /// <param name="isCutOff">Whether its network is broken, so that it may not become the first in line again.</param>
    public async Task KillLeadAsync(bool isCutOff = false)
    {
        await _servers[1].KillAsync();
        await _servers[1].DisposeAsync();
        await PassAsync(TimeSpan.FromMilliseconds(200));
        Start(1);
        if (!isCutOff)
            await _servers[1].Output.WaitForAsync("server 1: Lead");
    }

    /// <summary>Pauses the first in line, wherever it is, and lets it go on.</summary>
    public async Task PauseLeadAsync()
    {
        _servers[1].Pause();
        await PassAsync(TimeSpan.FromSeconds(2));
        _servers[1].Signal(UnixSignal.Continue);
    }

    /// <summary>Lets time pass under load; nothing is waited for that could be seen instead.</summary>
    public static Task PassAsync(TimeSpan time)
        => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>What each server has to say, for a test that fails.</summary>
    public override string ToString() => string.Join(
        '\n', _servers.OrderBy(one => one.Key).Select(one => $"server {one.Key} said:\n{one.Value.Errors}"));

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramProcess server in _servers.Values)
            await server.DisposeAsync();
    }

    private void Start(int id)
    {
        string[] store = ["--store", _store.Option, "--stock", $"{_pieces}"];
        _servers[id] = Run(id, ["serve", "--id", $"{id}", .. store, .. _groups.ServerOptions.Split(' ')]);
    }

    private ProgramProcess Run(int host, string[] arguments)
        => ProgramProcess.Start(ProgramProcess.StartInfo([.. arguments, .. Interface], _host?.Invoke(host), Sample));
}
