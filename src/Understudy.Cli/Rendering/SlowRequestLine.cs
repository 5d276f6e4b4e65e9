namespace Understudy.Cli.Rendering;

/// <summary>One of the slowest requests of a bench.</summary>
/// <param name="AtMilliseconds">When it was due, from the start of the run.</param>
/// <param name="LatencyMicroseconds">From then to its outcome.</param>
/// <param name="Outcome">What became of it: answered, timedOut, rejected, wrong or failed.</param>
internal sealed record SlowRequestLine(double AtMilliseconds, double LatencyMicroseconds, string Outcome);
