namespace Understudy.Simulation.Checking;

/// <summary>Where a datagram came from.</summary>
/// <param name="Host">The host that sent it.</param>
/// <param name="Since">When it came to the socket.</param>
internal readonly record struct Origin(int Host, long Since);
