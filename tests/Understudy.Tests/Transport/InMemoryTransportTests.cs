using Understudy.Testing;

namespace Understudy.Tests.Transport;

/// <summary>The network in memory, by the system's clock.</summary>
public sealed class InMemoryTransportTests() : DatagramTransportContract(new InMemoryNetwork().Host("a"));
