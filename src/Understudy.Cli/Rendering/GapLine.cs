namespace Understudy.Cli.Rendering;

/// <summary>A time of a bench without the right outcome, in milliseconds.</summary>
/// <param name="At">When the one before it came, from the start of the run; 0 before the first.</param>
/// <param name="Length">From then to the next, or to the end of the run.</param>
internal sealed record GapLine(double At, double Length);
