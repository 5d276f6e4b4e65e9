namespace Understudy.Simulation.Network;

/// <summary>The ways of a datagram: the two groups, and from a server to a client.</summary>
[Flags]
internal enum Channels
{
    None = 0,
    Heartbeats = 1,
    Requests = 2,
    Replies = 4,
    All = Heartbeats | Requests | Replies,
}
