using Understudy.Simulation.Chance;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Hosts;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Network;
using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;
using Understudy.Simulation.Tracing;

namespace Understudy.Simulation.Running;

/// <summary>One run, from the first start to the end of the calm. Decided by the plan alone.</summary>
internal sealed class ClusterRun
{
    private readonly Plan _plan;
    private readonly EventQueue _events = new();
    private readonly SimNetwork _network;
    private readonly Checks _checks;
    private readonly TextTrace? _trace;
    private readonly ServerHost[] _servers;
    private readonly ClientHost[] _clients;
    private readonly List<Fault> _active = [];
    private readonly RunDigest _digest = new();

    private ClusterRun(Plan plan, Mutation mutation, bool traced)
    {
        _plan = plan;
        _trace = traced ? new TextTrace(_events, plan.Servers.Length) : null;
        _network = new SimNetwork(plan, _events, new Dice(Dice.Mix(plan.Seed, 101)), _trace);
        _servers = new ServerHost[plan.Servers.Length];
        _checks = new Checks(plan, _events, _servers);
        var world = new World(plan, mutation, _events, _network, new Dice(Dice.Mix(plan.Seed, 102)), _checks, _trace);
        for (int server = 0; server < _servers.Length; server++)
            _servers[server] = new ServerHost(world, server);
        _clients = [.. Enumerable.Range(0, plan.Clients).Select(client => new ClientHost(world, client))];
    }

    public static RunResult Of(Plan plan, Mutation mutation = Mutation.None, bool traced = false)
    {
        var run = new ClusterRun(plan, mutation, traced);
        try
        {
            run.Go();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            run._checks.Fail("nothing throws", error.ToString());
        }

        return new RunResult(plan, run._checks.Violation)
        {
            Ticks = run._events.Now,
            Requests = run._checks.Requests.Count,
            Digest = run._digest.Value,
            Trace = run._trace?.Text,
        };
    }

    private void Go()
    {
        for (int server = 0; server < _servers.Length; server++)
            _events.Plan(_plan.Servers[server].StartsAt, EventKind.Start, server);
        foreach (ClientHost client in _clients)
            client.PlanAsking();
        for (int fault = 0; fault < _plan.Faults.Length; fault++)
        {
            _events.Plan(_plan.Faults[fault].At, EventKind.Fault, -1, fault);
            if (_plan.Faults[fault].Kind == FaultKind.Stranger)
                _events.Plan(_plan.Faults[fault].At, EventKind.Forge, -1, fault);
            _events.Plan(_plan.Faults[fault].Until, EventKind.Fault, -1, fault);
        }

        _events.Plan(_checks.Calm.From, EventKind.Survey, -1);
        if (_checks.Calm.From < _plan.EndsAt)
            _events.Plan(_plan.EndsAt, EventKind.Survey, -1);
        while (_checks.Violation is null && _events.TryTake(out SimEvent next) && next.At <= _plan.EndsAt)
            Happen(next);
        if (_checks.Violation is null)
            _checks.Conclude();
    }

    private void Happen(in SimEvent next)
    {
        _digest.Add(next);
        switch (next.Kind)
        {
            case EventKind.Deliver: Deliver(next.Host, _network[next.Argument]); break;
            case EventKind.Heartbeat: LifeOf(next.Host, next.Argument)?.Heartbeats.Wake(); break;
            case EventKind.Requests: LifeOf(next.Host, next.Argument)?.Requests.Run(); break;
            case EventKind.Handled:
                LifeOf(next.Host, next.Argument >> RequestThread.PlaceBits)?.Requests
                    .Handled(next.Argument & ((1 << RequestThread.PlaceBits) - 1));
                break;
            case EventKind.Stop: _servers[next.Host].Stop(next.Argument); break;
            case EventKind.Start: _servers[next.Host].PowerOn(); break;
            case EventKind.Ask: Client(next.Host).Ask(); break;
            case EventKind.Burst: Client(next.Host).Burst(); break;
            case EventKind.Repeat: Client(next.Host).Repeat(); break;
            case EventKind.Forge: _network.Stranger!.Forge(next.Argument); break;
            case EventKind.Fault: ChangeFaults(_plan.Faults[next.Argument]); break;
            case EventKind.Survey: _checks.Calm.Survey(); break;
            default: throw new InvalidOperationException($"Nothing is known of {next.Kind}.");
        }
    }

    private void Deliver(int host, Datagram datagram)
    {
        _digest.Add(datagram.Bytes);
        if (host < _servers.Length)
            _servers[host].Deliver(datagram);
        else
            Client(host).Deliver(datagram);
    }

    private ClientHost Client(int host) => _clients[host - _servers.Length];

    private ServerLife? LifeOf(int host, int number)
        => _servers[host].Life is { } life && life.Number == number ? life : null;

    private void ChangeFaults(in Fault changed)
    {
        _active.Clear();
        foreach (Fault fault in _plan.Faults)
        {
            if (fault.IsActiveAt(_events.Now))
                _active.Add(fault);
        }

        _trace?.Say(-1, $"{(changed.IsActiveAt(_events.Now) ? "begins" : "ends")}: {changed}");
        _network.Suffer(_active);
        foreach (ServerHost server in _servers)
            server.Suffer(_active);
        foreach (ClientHost client in _clients)
            client.Suffer(_active);
    }
}
