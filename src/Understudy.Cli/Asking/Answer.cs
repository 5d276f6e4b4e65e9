using System.Globalization;

namespace Understudy.Cli.Asking;

/// <summary>
/// What became of one expression: exactly one of <see cref="Result"/> and <see cref="Error"/> is there.
/// </summary>
internal sealed record Answer
{
    public required string Expression { get; init; }

    public string? Result { get; init; }

    public AnswerError? Error { get; init; }

    /// <summary>Where the answer came from; null where nobody was asked, or nobody answered.</summary>
    public Peer? Address { get; init; }

    public int? Server { get; init; }

    public int? Rank { get; init; }

    public int Attempts { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>Who answered and how fast, as <c>-v</c> shows it; null where nobody did.</summary>
    public string? Source()
    {
        if (Address is null)
            return null;
        string who = Server is { } id && Rank is { } rank
            ? string.Create(CultureInfo.InvariantCulture, $"server={id} rank={rank}")
            : $"server={Address}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{who} attempts={Attempts} rtt={Elapsed.TotalMilliseconds:0.00}ms");
    }
}
