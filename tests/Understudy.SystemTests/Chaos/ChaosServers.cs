using Understudy.SystemTests.Hosts;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Chaos;

/// <summary>The servers of a chaos: a process each on a host of its own, with the default settings.</summary>
internal sealed class ChaosServers : IAsyncDisposable
{
    private readonly HubLan _lan;
    private readonly TestGroups _groups;
    private readonly Dictionary<int, ProgramProcess> _servers = [];

    public ChaosServers(HubLan lan, TestGroups groups)
    {
        _lan = lan;
        _groups = groups;
    }

    public void Start(int id)
        => _servers[id] = ProgramProcess.Start($"{_groups.QuietServer(id)} --interface eth0", _lan.Host(id));

    public async Task BreakAsync(FaultKind kind, int id)
    {
        ProgramProcess server = _servers[id];
        if (server.HasExited)
            throw new InvalidOperationException($"Server {id} has ended by itself. It said:\n{server.Errors}");
        if (kind == FaultKind.Kill)
            await server.KillAsync();
        else if (kind == FaultKind.Terminate)
            server.Signal(UnixSignal.Terminate);
        else
            server.Pause();
    }

    public async Task MendAsync(FaultKind kind, int id)
    {
        ProgramProcess server = _servers[id];
        if (kind == FaultKind.Pause)
        {
            server.Signal(UnixSignal.Continue);
            return;
        }

        await server.WaitForExitAsync();
        await server.DisposeAsync();
        Start(id);
    }

    /// <summary>Returns when each server has joined.</summary>
    public async Task AwaitReadyAsync()
    {
        foreach ((int id, ProgramProcess server) in _servers)
        {
            await server.Output.WaitForAsync("READY");
            if (server.HasExited)
                throw new InvalidOperationException($"Server {id} has ended by itself. It said:\n{server.Errors}");
        }
    }

    /// <summary>What each server has to say, for a test that fails.</summary>
    public override string ToString()
        => string.Join(
            '\n', _servers.OrderBy(one => one.Key).Select(one => $"server {one.Key} said:\n{one.Value.Errors}"));

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramProcess server in _servers.Values)
            await server.DisposeAsync();
    }
}
