using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Shrinking;

/// <summary>Plans with fewer hosts. What hit a host that is gone goes with it; the hosts after it move up.</summary>
internal static class HostRemoval
{
    public static Plan KeepServers(Plan plan, int count)
    {
        while (plan.Servers.Length > count)
            plan = WithoutHost(plan, plan.Servers.Length - 1);
        return plan;
    }

    public static Plan KeepClients(Plan plan, int count)
    {
        while (plan.Clients > count)
            plan = WithoutHost(plan, plan.Hosts - 1);
        return plan;
    }

    public static Plan WithoutHost(Plan plan, int host)
    {
        bool isServer = host < plan.Servers.Length;
        return plan with
        {
            Servers = isServer ? [.. plan.Servers[..host], .. plan.Servers[(host + 1)..]] : plan.Servers,
            Clients = isServer ? plan.Clients : plan.Clients - 1,
            Faults = [.. plan.Faults.Where(fault => !Hits(fault, host)).Select(fault => Renumbered(fault, host))],
        };
    }

    private static bool Hits(in Fault fault, int host)
        => fault.HitsOneHost && (fault.Host == host || (fault.Kind == FaultKind.Cut && fault.Other == host));

    private static Fault Renumbered(Fault fault, int gone) => fault with
    {
        Host = fault.Host > gone ? fault.Host - 1 : fault.Host,
        Other = fault.Other > gone ? fault.Other - 1 : fault.Other,
    };
}
