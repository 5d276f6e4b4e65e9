namespace Understudy.Simulation.Plans;

internal enum FaultKind
{
    /// <summary>The network loses datagrams, as often in a thousand as the amount says.</summary>
    Loss,

    /// <summary>It delivers them twice.</summary>
    Duplicates,

    /// <summary>
    /// It takes up to this many microseconds longer, a time of its own for each, so that they overtake each other.
    /// </summary>
    Delay,

    /// <summary>It keeps some, as often in a thousand as the amount says, for up to 2 s.</summary>
    Stragglers,

    /// <summary>It damages them, where the receiver can tell.</summary>
    Damage,

    /// <summary>Nothing comes from one host to another.</summary>
    Cut,

    /// <summary>The network falls into two halves, drawn by the amount.</summary>
    Islands,

    /// <summary>A host hears nothing on some channels, itself included.</summary>
    Deaf,

    /// <summary>Nobody hears a host on some channels, itself included.</summary>
    Mute,

    /// <summary>A server dies; it starts anew when the fault ends, without its id where the amount is 1.</summary>
    Crash,

    /// <summary>A server says that it leaves, and stops; it starts anew when the fault ends.</summary>
    Leave,

    /// <summary>A server stands still, all of it.</summary>
    Pause,

    /// <summary>A host's clock is fast by this many parts in a million.</summary>
    Clock,

    /// <summary>A server's handler takes this many milliseconds.</summary>
    SlowHandler,

    /// <summary>A server's handler does not come back until the fault ends.</summary>
    StuckHandler,

    /// <summary>A server's handler throws at everything that it is asked.</summary>
    SickHandler,

    /// <summary>A server's threads run up to this many milliseconds late.</summary>
    BusyHost,

    /// <summary>A client begins this many requests a second more.</summary>
    Burst,

    /// <summary>A client's interface is down; where the amount is 1, it comes back with another address.</summary>
    Unplugged,

    /// <summary>
    /// Somebody on the network who belongs to nobody overhears heartbeats, and says what they would. The amount is the
    /// trick.
    /// </summary>
    Stranger,
}
