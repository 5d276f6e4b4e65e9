namespace Understudy.Cli.Bench;

/// <summary>One of the slowest requests.</summary>
/// <param name="At">When it was due, from the start of the run.</param>
/// <param name="Latency">From then to its outcome.</param>
/// <param name="Outcome">What became of it.</param>
internal readonly record struct SlowRequest(TimeSpan At, TimeSpan Latency, Outcome Outcome);
