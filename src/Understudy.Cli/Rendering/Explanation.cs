using System.Globalization;
using Understudy.Cli.Asking;

namespace Understudy.Cli.Rendering;

/// <summary>Says why there is no result, and what to do about it.</summary>
internal static class Explanation
{
    /// <summary>Why nobody may have answered.</summary>
    /// <param name="asked">Whom it was asked of.</param>
    public static string OfSilence(UnderstudyClientOptions asked)
        => $"nobody answered within {Duration.Format(asked.Timeout)} "
            + $"on interface {asked.Network.Interface}, group {asked.Network.RequestGroup}: "
            + "is a server running there ('understudy serve --id 1'), or is it on another --interface or --group?";

    /// <param name="answer">One without a result.</param>
    /// <param name="asked">Whom it was asked of.</param>
    /// <param name="width">Of the terminal.</param>
    public static string Of(Answer answer, UnderstudyClientOptions asked, int width)
    {
        AnswerError error = answer.Error!;
        if (error.IsNoAnswer)
            return OfSilence(asked);

        string message = Printable.Escape(error.Message);
        if (error.Column is not { } column)
            return message;
        string caret = Caret.Render(answer.Expression, column, width);
        return string.Create(CultureInfo.InvariantCulture, $"{message} (column {column})\n{caret}");
    }
}
