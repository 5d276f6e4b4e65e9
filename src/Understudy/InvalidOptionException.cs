namespace Understudy;

/// <summary>
/// An option has a value that cannot work. The message names the option and says what would do.
/// </summary>
public sealed class InvalidOptionException : UnderstudyException
{
    internal InvalidOptionException(string option, string problem)
        : base($"{option}: {problem}")
    {
        Option = option;
        Problem = problem;
    }

    /// <summary>The name of the option, as the options record spells it.</summary>
    public string Option { get; }

    /// <summary>The message without the option's name: what is wrong, and what would do.</summary>
    public string Problem { get; }

    /// <summary>Configuration, and code without nullable types, can set any option to null.</summary>
    internal static T RequireValue<T>(T? value, string option)
        where T : class
        => value ?? throw new InvalidOptionException(option, "null cannot work; leave it out for the default.");

    internal static void ThrowIfUndefined<T>(T value, string option)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new InvalidOptionException(
                option, $"{value:D} is none of its values; it must be {string.Join(" or ", Enum.GetNames<T>())}.");
        }
    }

    internal static void ThrowIfOutside(int value, int least, int most, string option)
    {
        if (value < least || value > most)
            throw new InvalidOptionException(option, $"{value} is out of range; it must be from {least} to {most}.");
    }

    /// <param name="value">The value.</param>
    /// <param name="least">The least that works.</param>
    /// <param name="most">The most that works.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="otherwise">What else would do, as in <c>, or 0 for never</c>.</param>
    internal static void ThrowIfOutside(
        TimeSpan value, TimeSpan least, TimeSpan most, string option, string otherwise = "")
    {
        if (value < least || value > most)
        {
            throw new InvalidOptionException(
                option,
                $"{DurationText.Of(value)} is out of range; "
                + $"it must be from {DurationText.Of(least)} to {DurationText.Of(most)}{otherwise}.");
        }
    }
}
