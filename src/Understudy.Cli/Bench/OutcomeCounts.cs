namespace Understudy.Cli.Bench;

/// <summary>How many requests have which outcome; those in flight have none.</summary>
internal readonly record struct OutcomeCounts(
    long Answered, long TimedOut, long Rejected, long Wrong, long Failed, long InFlight)
{
    /// <summary>Requests that have an outcome.</summary>
    public long Finished => Answered + TimedOut + Rejected + Wrong + Failed;
}
