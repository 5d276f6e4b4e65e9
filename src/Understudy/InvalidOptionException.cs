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

    internal static void ThrowIfOutside(int value, int least, int most, string option)
    {
        if (value < least || value > most)
            throw new InvalidOptionException(option, $"{value} is out of range; it must be from {least} to {most}.");
    }

    internal static void ThrowIfOutside(TimeSpan value, TimeSpan least, TimeSpan most, string option)
    {
        if (value < least || value > most)
        {
            throw new InvalidOptionException(
                option,
                $"{DurationText.Of(value)} is out of range; "
                + $"it must be from {DurationText.Of(least)} to {DurationText.Of(most)}.");
        }
    }
}
