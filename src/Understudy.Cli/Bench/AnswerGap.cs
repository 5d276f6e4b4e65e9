namespace Understudy.Cli.Bench;

/// <summary>A time in which no answer came.</summary>
/// <param name="At">When the answer before it came, from the start of the run; 0 for the one before the first.</param>
/// <param name="Length">From then to the next answer, or to the end of the run.</param>
internal readonly record struct AnswerGap(TimeSpan At, TimeSpan Length);
