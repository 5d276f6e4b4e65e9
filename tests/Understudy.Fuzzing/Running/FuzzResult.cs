namespace Understudy.Fuzzing.Running;

/// <summary>What came of a job.</summary>
internal sealed record FuzzResult
{
    public long Inputs { get; init; }

    public double Seconds { get; init; }

    /// <summary>How many inputs were kept.</summary>
    public int Corpus { get; init; }

    /// <summary>The edges that were taken; 0 until the steps of all parts have been merged.</summary>
    public int Edges { get; init; }

    public double SlowestMicroseconds { get; init; }

    /// <summary>In hexadecimal digits.</summary>
    public string SlowestInput { get; init; } = "";

    /// <summary>In bytes.</summary>
    public long LargestAllocation { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>What came of all parts of a target, which ran beside each other.</summary>
    public static FuzzResult Sum(IReadOnlyCollection<FuzzResult> parts)
    {
        FuzzResult slowest = parts.MaxBy(part => part.SlowestMicroseconds)!;
        return slowest with
        {
            Inputs = parts.Sum(part => part.Inputs),
            Seconds = parts.Max(part => part.Seconds),
            Corpus = parts.Sum(part => part.Corpus),
            LargestAllocation = parts.Max(part => part.LargestAllocation),
            Failure = parts.Select(part => part.Failure).FirstOrDefault(failure => failure is not null),
        };
    }
}

/// <summary>An input that did what none may do.</summary>
/// <param name="What">What it did.</param>
/// <param name="Input">The input, in hexadecimal digits.</param>
internal sealed record Failure(string What, string Input);
