using Understudy.Simulation.Plans;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Shrinking;

/// <summary>Plans that are simpler than another in one respect, the boldest first.</summary>
internal static class SimplerPlans
{
    private const long Shortest = Durations.Millisecond;

    /// <summary>By then every server has started.</summary>
    private const long LeastHealedAt = 3 * Durations.Second;

    /// <summary>Each of them is tried again and again, until it gives no plan that still fails.</summary>
    public static IReadOnlyList<Func<Plan, IEnumerable<Plan>>> Ways { get; } =
    [
        WithFewerServers, WithFewerClients, WithLessLoad, ThatEndSooner, WithShorterFaults, WithMilderFaults,
        WithPlainerServers,
    ];

    private static IEnumerable<Plan> WithFewerServers(Plan plan)
    {
        if (plan.Servers.Length > 8)
            yield return HostRemoval.KeepServers(plan, plan.Servers.Length / 2);
        for (int server = plan.Servers.Length - 1; server >= 0 && plan.Servers.Length > 1; server--)
        {
            Plan fewer = HostRemoval.WithoutHost(plan, server);
            if (Array.TrueForAll(fewer.Faults, fault => !fault.Lasts || LastingFault.IsBearable(fewer, fault)))
                yield return fewer;
        }
    }

    private static IEnumerable<Plan> WithFewerClients(Plan plan)
    {
        if (plan.Clients > 3)
            yield return HostRemoval.KeepClients(plan, plan.Clients / 2);
        for (int client = plan.Clients - 1; client >= 0 && plan.Clients > 1; client--)
            yield return HostRemoval.WithoutHost(plan, plan.Servers.Length + client);
    }

    private static IEnumerable<Plan> WithLessLoad(Plan plan)
    {
        if (plan.RequestsPerSecond > 1)
            yield return plan with { RequestsPerSecond = plan.RequestsPerSecond / 2 };
        if (plan.SpreadPerThousand > 0)
            yield return plan with { SpreadPerThousand = 0 };
    }

    /// <summary>The calm begins with the end of the last fault, and the first fault comes earlier.</summary>
    private static IEnumerable<Plan> ThatEndSooner(Plan plan)
    {
        long last = plan.Faults
            .Where(fault => !fault.Lasts)
            .Select(fault => fault.Until + plan.HealedAt - plan.LatestEndOf(fault.Kind))
            .Append(LeastHealedAt)
            .Max();
        if (last < plan.HealedAt)
            yield return Earlier(plan, plan.HealedAt - last);
        long first = plan.Faults.Length == 0 ? 0 : plan.Faults[0].At / 2;
        if (first > Durations.Second && plan.HealedAt - first >= LeastHealedAt)
            yield return Earlier(plan with { Faults = Change(plan, fault => Moved(fault, first)) }, first);
    }

    private static IEnumerable<Plan> WithShorterFaults(Plan plan)
        => OneChanged(
            plan,
            fault => fault.Lasts ? fault : fault with { Until = fault.At + ((fault.Until - fault.At) / 2) })
            .Where(simpler => simpler.Faults.All(fault => fault.Until - fault.At >= Shortest));

    private static IEnumerable<Plan> WithMilderFaults(Plan plan)
        => OneChanged(
            plan, fault => fault.Kind == FaultKind.Islands ? fault : fault with { Amount = fault.Amount / 2 });

    private static IEnumerable<Plan> WithPlainerServers(Plan plan)
    {
        for (int index = 0; index < plan.Servers.Length; index++)
        {
            HostPlan server = plan.Servers[index];
            foreach (HostPlan plainer in new[] { server with { BesidePerThousand = 0 }, server with { StartsAt = 0 } })
            {
                if (plainer != server)
                {
                    HostPlan[] servers = [.. plan.Servers[..index], plainer, .. plan.Servers[(index + 1)..]];
                    yield return plan with { Servers = servers };
                }
            }
        }
    }

    private static IEnumerable<Plan> OneChanged(Plan plan, Func<Fault, Fault> change)
    {
        for (int index = 0; index < plan.Faults.Length; index++)
        {
            Fault changed = change(plan.Faults[index]);
            if (changed != plan.Faults[index])
                yield return plan with { Faults = [.. plan.Faults[..index], changed, .. plan.Faults[(index + 1)..]] };
        }
    }

    private static Fault[] Change(Plan plan, Func<Fault, Fault> change) => [.. plan.Faults.Select(change)];

    private static Fault Moved(Fault fault, long earlier)
        => fault with { At = fault.At - earlier, Until = fault.Lasts ? Fault.Never : fault.Until - earlier };

    private static Plan Earlier(Plan plan, long by) => plan with
    {
        HealedAt = plan.HealedAt - by,
        LoadEndsAt = plan.LoadEndsAt - by,
        EndsAt = plan.EndsAt - by,
    };
}
