using Understudy.Cli.Hosting;

namespace Understudy.Lab.Network;

/// <summary>
/// Runs a hub between network interfaces until its input ends: a thread for each port that receives, and one that sends
/// what was delayed. What is due at once is sent by the thread that received it.
/// </summary>
/// <remarks>It runs once a process: its threads and sockets end with that.</remarks>
internal sealed class HubRun
{
    private readonly Hub _hub;
    private readonly PacketSocket[] _ports;
    private readonly ProgramContext _context;
    private readonly object _gate = new();
    private readonly long _start;
    private TimeSpan _wakeAt = TimeSpan.MaxValue;

    /// <param name="interfaces">The hub's ends of the cables, by name; the first one is port 1.</param>
    /// <param name="seed">Makes the random draws repeatable.</param>
    /// <param name="context">Where orders come from, and the clock.</param>
    public HubRun(IReadOnlyList<string> interfaces, int seed, ProgramContext context)
    {
        _hub = new Hub(interfaces.Count, new Random(seed));
        _ports = [.. interfaces.Select(name => new PacketSocket(name))];
        _context = context;
        _start = context.Time.GetTimestamp();
    }

    private TimeSpan Now => _context.Time.GetElapsedTime(_start);

    /// <summary>Takes orders until there are no more.</summary>
    /// <returns>The exit code. A wrong order ends the hub: a fault that is not there must not go unnoticed.</returns>
    public int Run()
    {
        for (int port = 1; port <= _ports.Length; port++)
        {
            int from = port;
            StartThread($"port {port}", () => Receive(from));
        }

        StartThread("delayed", SendDelayed);
        using var orders = new StreamReader(_context.Input);
        Say($"READY ports={_ports.Length}");
        while (orders.ReadLine() is { } line)
        {
            if (PortOrder.Parse(line, _ports.Length) is not { } order)
            {
                _context.Error.WriteLine($"lab: '{line}' is no order; it must be {PortOrder.Expected}.");
                return ExitCode.Usage;
            }

            Obey(order);
            Say("OK " + line);
        }

        if (_hub.Overflowed > 0)
            _context.Error.WriteLine($"lab: {_hub.Overflowed} frames were dropped, for too many were under way.");
        return ExitCode.Ok;
    }

    private static void StartThread(string name, Action run)
        => new Thread(() => run()) { Name = name, IsBackground = true }.Start();

    private void Say(string line)
    {
        _context.Output.WriteLine(line);
        _context.Output.Flush();
    }

    private void Obey(PortOrder order)
    {
        lock (_gate)
        {
            for (int port = 1; port <= _ports.Length; port++)
            {
                if (order.Port is null || order.Port == port)
                    _hub.Impair(port, order.Impairment);
            }
        }
    }

    private void Receive(int port)
    {
        byte[] buffer = new byte[PacketSocket.MaxFrame];
        var due = new List<Delivery>();
        while (true)
        {
            int length = _ports[port - 1].Receive(buffer);
            if (length == 0)
                continue;

            byte[] frame = buffer[..length];
            lock (_gate)
            {
                TimeSpan now = Now;
                _hub.Accept(port, frame, now);
                TakeDue(now, due);
                if (_hub.NextDue < _wakeAt)
                    Monitor.Pulse(_gate);
            }

            Send(due);
        }
    }

    private void SendDelayed()
    {
        var due = new List<Delivery>();
        while (true)
        {
            lock (_gate)
            {
                WaitForDue();
                TakeDue(Now, due);
            }

            Send(due);
        }
    }

    private void WaitForDue()
    {
        _wakeAt = _hub.NextDue ?? TimeSpan.MaxValue;
        TimeSpan wait = _wakeAt - Now;
        if (_wakeAt == TimeSpan.MaxValue)
            Monitor.Wait(_gate);
        else if (wait > TimeSpan.Zero)
            Monitor.Wait(_gate, (int)Math.Ceiling(wait.TotalMilliseconds));
    }

    private void TakeDue(TimeSpan now, List<Delivery> due)
    {
        while (_hub.TryTake(now, out Delivery delivery))
            due.Add(delivery);
    }

    /// <summary>What an interface does not take is lost, as on any network.</summary>
    private void Send(List<Delivery> due)
    {
        foreach (Delivery delivery in due)
            _ports[delivery.Port - 1].Send(delivery.Frame.Span);
        due.Clear();
    }
}
