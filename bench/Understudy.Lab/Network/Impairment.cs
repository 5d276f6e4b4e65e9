namespace Understudy.Lab.Network;

/// <summary>
/// What a port does to the frames that go to its host; only a cut concerns those that come from there, too. With the
/// same impairment on every port, each frame suffers it once on its way to each host.
/// </summary>
internal sealed record Impairment
{
    public static readonly Impairment None = new();

    /// <summary>The part of the frames that is lost, from 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The part of the frames that comes twice, from 0 to 1; each of the two is delayed on its own.</summary>
    public double Duplicate { get; init; }

    /// <summary>How long a frame takes, on average.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// How much longer or shorter than that it takes at most, evenly spread: more than the time between two frames lets
    /// one overtake the other.
    /// </summary>
    public TimeSpan Jitter { get; init; }

    public Cut Cut { get; init; }

    /// <summary>Draws the lot of one frame that goes to the host.</summary>
    /// <param name="random">Where the lot is drawn.</param>
    /// <param name="delays">The delay of each copy that arrives; has room for two.</param>
    /// <returns>How many copies arrive.</returns>
    public int Draw(Random random, Span<TimeSpan> delays)
    {
        if (Cut.HasFlag(Cut.In) || IsDrawn(random, Loss))
            return 0;

        int copies = IsDrawn(random, Duplicate) ? 2 : 1;
        foreach (ref TimeSpan delay in delays[..copies])
        {
            TimeSpan drawn = Jitter == TimeSpan.Zero ? Delay : Delay + (Jitter * ((2 * random.NextDouble()) - 1));
            delay = drawn > TimeSpan.Zero ? drawn : TimeSpan.Zero;
        }

        return copies;
    }

    private static bool IsDrawn(Random random, double part) => part > 0 && random.NextDouble() < part;
}
