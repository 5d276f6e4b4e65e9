namespace Understudy.Cli.Asking;

/// <summary>One line of the input: its text without the line's end, or why it has none that could be asked.</summary>
internal readonly record struct InputLine(string Text, AnswerError? Error);
