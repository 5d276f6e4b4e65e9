using System.Globalization;
using Understudy.SystemTests.Hosts;

namespace Understudy.SystemTests.Chaos;

/// <summary>Carries out a plan, and writes down when what has really been done.</summary>
internal sealed class ChaosRun
{
    private const string Whole = "clear";

    private readonly ChaosPlan _plan;
    private readonly HubLan _lan;
    private readonly ChaosServers _servers;
    private readonly HashSet<ChaosFault> _standing = [];
    private readonly List<string> _log = [];
    private long _start;

    public ChaosRun(ChaosPlan plan, HubLan lan, ChaosServers servers)
    {
        _plan = plan;
        _lan = lan;
        _servers = servers;
    }

    /// <summary>
    /// How far the acts are behind the plan: one does not begin before all servers have been well for a while.
    /// </summary>
    public TimeSpan Delay { get; private set; }

    /// <summary>The acts that were carried out.</summary>
    public int Acts { get; private set; }

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>Returns when the last fault is mended and has been for some periods.</summary>
    /// <param name="longest">
    /// How long the load lasts: on a machine that is so busy that servers take long to start, an act that would go on
    /// for longer is not begun.
    /// </param>
    public async Task RunAsync(TimeSpan longest)
    {
        _start = TimeProvider.System.GetTimestamp();
        foreach (ChaosAct act in _plan.Acts.TakeWhile(act => Acts == 0 || act.To + Delay + ChaosPlan.Calm < longest))
        {
            await RunAsync(act);
            Acts++;
            Note("all is mended");
            await _servers.AwaitReadyAsync();
            Note("all servers are ready");
            await PassAsync(ChaosPlan.Settling);
            TimeSpan late = Now - (act.To + ChaosPlan.Calm);
            Delay = late > Delay ? late : Delay;
        }
    }

    public override string ToString() => string.Join('\n', _log);

    private async Task RunAsync(ChaosAct act)
    {
        IEnumerable<(TimeSpan Time, bool IsBegin, ChaosFault Fault)> steps = act.Faults
            .SelectMany(fault => new[] { (fault.From, true, fault), (fault.To, false, fault) })
            .OrderBy(step => step.Item1);
        foreach ((TimeSpan time, bool isBegin, ChaosFault fault) in steps)
        {
            await PassAsync(time + Delay - Now);
            if (isBegin)
                _standing.Add(fault);
            else
                _standing.Remove(fault);
            await StepAsync(fault, isBegin);
            Note($"{(isBegin ? "begin" : "mend ")} {fault}");
        }
    }

    private async Task StepAsync(ChaosFault fault, bool isBegin)
    {
        if (fault.Kind is FaultKind.Kill or FaultKind.Terminate or FaultKind.Pause)
        {
            await (isBegin
                ? _servers.BreakAsync(fault.Kind, fault.Host!.Value)
                : _servers.MendAsync(fault.Kind, fault.Host!.Value));
            return;
        }

        for (int host = 1; host <= ChaosPlan.ClientHost; host++)
        {
            if (fault.Host is null || fault.Host == host)
                await _lan.OrderAsync(host, OrderFor(host));
        }
    }

    /// <summary>All that stands for a host: noise of its own before that of all, and a cut.</summary>
    private string OrderFor(int host)
    {
        ChaosFault[] here = [.. _standing.Where(fault => fault.Host is null || fault.Host == host)];
        Noise? noise = here.Where(fault => fault.Noise is not null).MaxBy(fault => fault.Host ?? 0)?.Noise;
        string cut = string.Concat(here.Select(fault => fault.Kind switch
        {
            FaultKind.CutBoth => "cut both",
            FaultKind.CutIn => "cut in",
            FaultKind.CutOut => "cut out",
            _ => "",
        }));
        string order = $"{noise} {cut}".Trim();
        return order.Length > 0 ? order : Whole;
    }

    private void Note(string what)
        => _log.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds,8:0.000} {what}"));

    /// <summary>Lets time pass that belongs to the plan; nothing is waited for that could be seen instead.</summary>
    private static Task PassAsync(TimeSpan time)
        => time <= TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);
}
