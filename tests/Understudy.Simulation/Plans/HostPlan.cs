namespace Understudy.Simulation.Plans;

/// <summary>One server of a run.</summary>
/// <param name="Id">Its id; null where it takes one.</param>
/// <param name="StartsAt">When it starts, in ticks.</param>
/// <param name="QueueCapacity">How many datagrams wait in each of its sockets.</param>
/// <param name="BesidePerThousand">
/// How many in a thousand requests its handler carries out beside the request thread.
/// </param>
/// <param name="HandlerMicroseconds">How long its handler takes when it is well.</param>
internal sealed record HostPlan(
    int? Id, long StartsAt, int QueueCapacity, int BesidePerThousand, int HandlerMicroseconds);
