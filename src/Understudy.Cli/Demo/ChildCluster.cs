using System.Net;

namespace Understudy.Cli.Demo;

/// <summary>The servers of a demonstration, by id; the dead stay on the list until they are started again.</summary>
internal sealed class ChildCluster : IDisposable
{
    public const int MaxServers = 20;

    private readonly ChildCommand _command;
    private readonly Action<ChildServer, ChildMessage> _tell;
    private readonly SortedDictionary<int, ChildServer> _servers = [];
    private readonly Dictionary<IPEndPoint, ChildServer> _addresses = [];
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
        ChildServer child = ChildServer.Start(id, _command, _tell);
        lock (_gate)
        {
            if (_servers.Remove(id, out ChildServer? before))
            {
                before.Dispose();
                if (_addresses.FirstOrDefault(one => one.Value == before).Key is { } address)
                    _addresses.Remove(address);
            }

            _servers.Add(id, child);
        }

        await child.Ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        return child;
    }

    /// <summary>The server that answers from an address; its id where the answer tells it.</summary>
    /// <remarks>
    /// A classic answer does not. Each server answers from a port of its own, though, so an address not seen before
    /// belongs to the first in line whose address is not known yet.
    /// </remarks>
    public ChildServer? WhoAnswers(IPEndPoint? address, int? id)
    {
        if (id is { } told)
            return Find(told);
        if (address is null)
            return null;
        lock (_gate)
        {
            if (_addresses.TryGetValue(address, out ChildServer? known))
                return known;
            ChildServer? first = _servers.Values.FirstOrDefault(
                one => one.State == ChildState.Running && !_addresses.ContainsValue(one));
            if (first is not null)
                _addresses.Add(address, first);
            return first;
        }
    }

    public void Dispose()
    {
        foreach (ChildServer server in Servers)
            server.Dispose();
    }
}
