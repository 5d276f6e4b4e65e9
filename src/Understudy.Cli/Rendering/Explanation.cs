using System.Globalization;
using System.Text;
using Understudy.Cli.Asking;

namespace Understudy.Cli.Rendering;

/// <summary>Says why there is no result, and what to do about it.</summary>
internal static class Explanation
{
    private const string Indent = "  ";

    /// <summary>Why nobody may have answered.</summary>
    /// <param name="asked">Whom it was asked of.</param>
    public static string OfSilence(UnderstudyClientOptions asked)
    {
        AnswerError error = Silence.Explain(Presence.Unknown, asked);
        return $"{error.Message}\n{Hints(error)}";
    }

    /// <param name="answer">One without a result.</param>
    /// <param name="width">Of the terminal.</param>
    public static string Of(Answer answer, int width)
    {
        AnswerError error = answer.Error!;
        string message = Printable.Escape(error.Message);
        if (error.Column is not { } column)
            return message;
        string caret = Caret.Render(answer.Expression, column, width);
        return string.Create(CultureInfo.InvariantCulture, $"{message} (column {column})\n{caret}");
    }

    /// <summary>What may be the cause, each on a line of its own; null where it is unknown.</summary>
    public static string? Hints(AnswerError error)
    {
        if (error.Hints is not { } hints)
            return null;
        if (hints is [string only])
            return Indent + Printable.Escape(only);
        var lines = new StringBuilder($"{Indent}Likely causes, the likeliest first:");
        foreach ((int index, string hint) in hints.Index())
            lines.Append(CultureInfo.InvariantCulture, $"\n{Indent}{index + 1}. {Printable.Escape(hint)}");
        return lines.ToString();
    }
}
