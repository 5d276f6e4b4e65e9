using System.Globalization;

namespace Understudy;

/// <summary>No answer came within the client's timeout, however often the request was repeated.</summary>
public sealed class NoAnswerException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="attempts">How often the request was sent.</param>
    /// <param name="elapsed">How long the client waited.</param>
    /// <param name="isAnybodyThere">Whether any server was heard; null where the client cannot tell.</param>
    public NoAnswerException(int attempts, TimeSpan elapsed, bool? isAnybodyThere)
        : base(Describe(attempts, elapsed, isAnybodyThere))
    {
        Attempts = attempts;
        Elapsed = elapsed;
        IsAnybodyThere = isAnybodyThere;
    }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; }

    /// <summary>How long the client waited, from the first attempt.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>
    /// Whether any server was heard meanwhile: true where servers are there but none answered, false where none is
    /// there. Null in the classic dialect, in which a client cannot ask who is there.
    /// </summary>
    public bool? IsAnybodyThere { get; }

    private static string Describe(int attempts, TimeSpan elapsed, bool? isAnybodyThere)
    {
        string what = isAnybodyThere switch
        {
            true => "Servers are there, but none answered",
            false => "Nobody is there: no server was heard",
            null => "Nobody answered",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"{what} within {elapsed.TotalSeconds:0.##} s, in {attempts} attempts.");
    }
}
