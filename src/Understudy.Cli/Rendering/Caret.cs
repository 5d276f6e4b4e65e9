
namespace Understudy.Cli.Rendering;

/// <summary>Shows an expression and a caret under one of its columns, on two lines.</summary>
internal static class Caret
{
    private const string Indent = "  ";
    private const string Cut = "...";

    /// <summary>Instead of the half that a cut leaves of a character that UTF-16 has in two halves.</summary>
    private const char Dot = '.';

    private const int MinWidth = 20;

    /// <param name="expression">
    /// As the user gave it; what cannot be shown is escaped, and the caret moves along.
    /// </param>
    /// <param name="column">From 1; one past the end is where something is missing.</param>
    /// <param name="width">Of the terminal: a longer expression is cut on both sides of the column.</param>
    public static string Render(string expression, int column, int width)
    {
        int before = Math.Clamp(column - 1, 0, expression.Length);
        string text = Printable.Escape(expression[..before]);
        int caret = text.Length;
        text += Printable.Escape(expression[before..]);
        int room = Math.Max(width, MinWidth) - Indent.Length - 1;
        if (text.Length > room)
        {
            // The column goes to the middle, unless the text ends sooner on one side.
            int start = Math.Clamp(caret - (room / 2), 0, text.Length - room);
            bool cutsEnd = start + room < text.Length;
            text = text.Substring(start, room);
            caret -= start;
            if (start > 0)
            {
                text =
                    Cut + (char.IsLowSurrogate(text[Cut.Length]) ? Dot : text[Cut.Length]) + text[(Cut.Length + 1)..];
            }

            int last = text.Length - Cut.Length - 1;
            if (cutsEnd)
                text = text[..last] + (char.IsHighSurrogate(text[last]) ? Dot : text[last]) + Cut;
        }

        return $"{Indent}{text}\n{Indent}{new string(' ', caret)}^";
    }
}
