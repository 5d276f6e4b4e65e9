using Understudy.Cli.Hosting;

namespace Understudy.Cli.Rendering;

/// <summary>Says something on standard error.</summary>
internal static class ErrorText
{
    /// <summary>Writes one or more lines, broken between words where a terminal shows them.</summary>
    public static void Tell(this ProgramContext context, string text) => context.Error.WriteLine(context.Fit(text));

    /// <summary>The text as it fits the terminal; where there is none, as it is.</summary>
    public static string Fit(this ProgramContext context, string text)
        => context.IsErrorTerminal ? WordWrap.At(context.Width() - 1, text) : text;
}
