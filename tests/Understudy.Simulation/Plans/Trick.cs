namespace Understudy.Simulation.Plans;

/// <summary>What a stranger does with the heartbeats that it has overheard.</summary>
internal enum Trick
{
    /// <summary>Says each under another incarnation that has run for longer.</summary>
    Rival,

    /// <summary>Says of each server that it leaves.</summary>
    Leave,

    /// <summary>Says each at once again, so that a server hears itself.</summary>
    Echo,

    /// <summary>Asks as a server that chooses an id, before all others.</summary>
    Choosers,

    /// <summary>Says each under another id.</summary>
    Phantoms,

    /// <summary>Says old ones again, those of servers that are gone, too.</summary>
    Replay,
}
