using Spectre.Console;

namespace Understudy.Cli.Rendering;

/// <summary>Makes the console that tables are drawn on.</summary>
internal static class PlainConsole
{
    /// <summary>Draws on a writer, in colour only where it is a terminal that wants it, and never animates.</summary>
    public static IAnsiConsole On(TextWriter writer, bool hasColour, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return console;
    }
}
