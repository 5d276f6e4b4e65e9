using System.Globalization;
using Understudy.Cli.Calculating;

namespace Understudy.Cli.Rendering;

/// <summary>Says why there is no result, and what to do about it.</summary>
internal static class Explanation
{
    public static string Of(Fault fault, Answer answer, UnderstudyClientOptions asked, int width)
    {
        if (fault.IsNoAnswer)
        {
            return $"{fault.Message} on interface {asked.Network.Interface}, group {asked.Network.RequestGroup}: " +
                "is a server running there ('understudy serve --id 1'), or is it on another --interface or --group?";
        }

        string message = Printable.Escape(fault.Message);
        return fault.Column is { } column
            ? string.Create(CultureInfo.InvariantCulture, $"{message} (column {column})\n{Caret.Render(answer.Expression, column, width)}")
            : message;
    }
}
