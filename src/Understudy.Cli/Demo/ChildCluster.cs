namespace Understudy.Cli.Demo;

/// <summary>The servers of a demonstration, by id; the dead stay on the list until they are started again.</summary>
internal sealed class ChildCluster : IDisposable
{
    public const int MaxServers = 20;

    private readonly ChildCommand _command;
    private readonly Action<ChildServer, ChildMessage> _tell;
    private readonly SortedDictionary<int, ChildServer> _servers = [];
    private readonly Launcher _launcher = new();
    private readonly Lock _gate = new();

    public ChildCluster(ChildCommand command, Action<ChildServer, ChildMessage> tell)
    {
        _command = command;
        _tell = tell;
    }

    public IReadOnlyList<ChildServer> Servers
    {
        get
        {
            lock (_gate)
                return [.. _servers.Values];
        }
    }

    public ChildServer? Find(int id)
    {
        lock (_gate)
            return _servers.GetValueOrDefault(id);
    }

    /// <summary>Starts a server and returns when it is ready.</summary>
    public async Task<ChildServer> StartAsync(int id, CancellationToken cancellationToken)
    {
        ChildServer child = await _launcher
            .StartAsync(() => ChildServer.Start(id, _command, _tell))
            .ConfigureAwait(false);
        lock (_gate)
        {
            if (_servers.Remove(id, out ChildServer? before))
                before.Dispose();

            _servers.Add(id, child);
        }

        await child.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        return child;
    }

    public void Dispose()
    {
        foreach (ChildServer server in Servers)
            server.Dispose();
        _launcher.Dispose();
    }
}
