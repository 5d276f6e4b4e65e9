namespace Understudy.Cli.Bench;

/// <summary>A time in which no answer came.</summary>
/// <param name="At">When the answer before it came, from the start of the run.</param>
/// <param name="Length">From then to the next answer.</param>
internal readonly record struct AnswerGap(TimeSpan At, TimeSpan Length);
