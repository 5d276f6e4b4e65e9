namespace Understudy.Cli.Rendering;

/// <summary>One kill of an unattended demonstration.</summary>
/// <param name="Server">The server killed: the one that had answered last.</param>
/// <param name="AtMilliseconds">When, from the start of the run.</param>
/// <param name="FirstAnswerMilliseconds">
/// From the kill to the first answer of another server; null where none came.
/// </param>
/// <param name="AnsweredBy">That server.</param>
internal sealed record KillLine(int Server, double AtMilliseconds, double? FirstAnswerMilliseconds, int? AnsweredBy);
