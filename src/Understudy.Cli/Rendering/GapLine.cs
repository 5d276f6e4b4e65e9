namespace Understudy.Cli.Rendering;

/// <summary>A time of a bench in which no reply came, in milliseconds.</summary>
/// <param name="At">When the reply before it came, from the start of the run.</param>
/// <param name="Length">From then to the next reply.</param>
internal sealed record GapLine(double At, double Length);
