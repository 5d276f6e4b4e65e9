using System.Globalization;
using Understudy.Cli;

namespace Understudy.Lab.Network;

/// <summary>
/// A line that says what ports are to do from now on, instead of all they did before:
/// <c>port 2 loss 20% duplicate 5% delay 50ms jitter 20ms</c>, <c>port 1 cut in</c>, <c>port all clear</c>.
/// </summary>
/// <param name="Port">The port, from 1; null for all.</param>
/// <param name="Impairment">What it does.</param>
internal sealed record PortOrder(int? Port, Impairment Impairment)
{
    public const string Expected =
        "port NUMBER|all, then clear, or any of: loss PERCENT%, duplicate PERCENT%, delay TIME, jitter TIME, "
        + "cut in|out|both";

    /// <summary>The order, or null where the line is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="ports">How many ports there are.</param>
    public static PortOrder? Parse(string line, int ports)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["port", var which, _, ..])
            return null;

        int? port = null;
        if (which != "all")
        {
            if (!int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number < 1 || number > ports)
            {
                return null;
            }

            port = number;
        }

        return Read(words.AsSpan(2)) is { } impairment ? new PortOrder(port, impairment) : null;
    }

    private static Impairment? Read(ReadOnlySpan<string> words)
    {
        Impairment? result = Impairment.None;
        if (words is ["clear"])
            return result;

        for (; result is not null && words.Length > 0; words = words[2..])
        {
            if (words.Length < 2)
                return null;
            result = Add(result, words[0], words[1]);
        }

        return result;
    }

    private static Impairment? Add(Impairment to, string what, string value) => what switch
    {
        "loss" when Part(value) is { } part => to with { Loss = part },
        "duplicate" when Part(value) is { } part => to with { Duplicate = part },
        "delay" when Duration.Parse(value) is { } time => to with { Delay = time },
        "jitter" when Duration.Parse(value) is { } time => to with { Jitter = time },
        "cut" when Direction(value) is { } cut => to with { Cut = cut },
        _ => null,
    };

    private static double? Part(string text)
        => text.EndsWith('%')
            && double.TryParse(
                text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            && percent <= 100
            ? percent / 100
            : null;

    private static Cut? Direction(string text) => text switch
    {
        "in" => Cut.In,
        "out" => Cut.Out,
        "both" => Cut.Both,
        _ => null,
    };
}
