namespace Understudy.Cli.Bench;

/// <summary>What became of a request; each has exactly one outcome.</summary>
internal enum Outcome
{
    /// <summary>The right answer came.</summary>
    Answered,

    /// <summary>Nobody answered within the timeout.</summary>
    TimedOut,

    /// <summary>A server rejected the expression.</summary>
    Rejected,

    /// <summary>Another answer came than the one calculated here.</summary>
    Wrong,

    /// <summary>It could not be asked: the network did not let this program send it.</summary>
    Failed,
}
