namespace Understudy.Simulation.Hosts;

/// <summary>A server's channel to the request group; another one where it was replaced.</summary>
/// <param name="Number">Counts up.</param>
/// <param name="OpenedAt">When.</param>
internal sealed record RequestChannel(int Number, long OpenedAt);
