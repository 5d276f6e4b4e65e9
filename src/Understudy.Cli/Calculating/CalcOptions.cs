namespace Understudy.Cli.Calculating;

/// <summary>What <c>understudy calc</c> was asked to do.</summary>
internal sealed record CalcOptions
{
    public required UnderstudyClientOptions Client { get; init; }

    /// <summary>What to calculate; null to read it from standard input.</summary>
    public string? Expression { get; init; }

    public bool IsJson { get; init; }

    public bool IsVerbose { get; init; }
}
