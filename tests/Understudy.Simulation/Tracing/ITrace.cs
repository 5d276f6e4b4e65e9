using Understudy.Simulation.Network;

namespace Understudy.Simulation.Tracing;

/// <summary>Takes down what happens. There is none unless somebody asks, so that no run pays for it.</summary>
internal interface ITrace
{
    /// <summary>A datagram was sent; to a host, or to a group where that is negative.</summary>
    void Sent(int from, int to, Channels channel, ReadOnlySpan<byte> datagram);

    void Lost(int from, int to);

    /// <summary>Anything else that happens to a host; the network where that is negative.</summary>
    void Say(int host, string what);
}
