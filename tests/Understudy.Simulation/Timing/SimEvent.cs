namespace Understudy.Simulation.Timing;

internal enum EventKind
{
    /// <summary>A datagram reaches a host.</summary>
    Deliver,

    /// <summary>A server's heartbeat thread wakes.</summary>
    Heartbeat,

    /// <summary>A server's request thread wakes.</summary>
    Requests,

    /// <summary>A handler is done.</summary>
    Handled,

    /// <summary>A server that said that it leaves stops.</summary>
    Stop,

    /// <summary>A server is started for the first time.</summary>
    Start,

    /// <summary>A client begins a request.</summary>
    Ask,

    /// <summary>A client in a burst begins one more.</summary>
    Burst,

    /// <summary>A client looks what it has to repeat.</summary>
    Repeat,

    /// <summary>A stranger says something.</summary>
    Forge,

    /// <summary>A fault begins or ends.</summary>
    Fault,

    /// <summary>The calm is looked into.</summary>
    Survey,
}

/// <summary>Something that happens at a time. Of two at one time, the one that was planned first comes first.</summary>
/// <param name="At">When, in ticks of 100 ns.</param>
/// <param name="Order">Counts up.</param>
/// <param name="Kind">What.</param>
/// <param name="Host">Where.</param>
/// <param name="Argument">The datagram, the life of the host, or whatever the kind needs.</param>
internal readonly record struct SimEvent(long At, long Order, EventKind Kind, int Host, int Argument)
{
    public bool ComesBefore(in SimEvent other) => At < other.At || (At == other.At && Order < other.Order);
}
