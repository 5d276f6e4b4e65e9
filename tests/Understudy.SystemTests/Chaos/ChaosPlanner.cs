using Understudy.Simulation.Chance;

namespace Understudy.SystemTests.Chaos;

/// <summary>Draws a plan. The same seed and length give the same one, on every machine.</summary>
/// <remarks>
/// There is always somebody to answer: faults come in acts, and each act spares one server, which is drawn with it. The
/// spared server runs, and its cable and the client's are whole, though noise may strike both. Every fault is mended
/// within its act, and the calm after an act is longer than a member that comes back needs to be known to all, so the
/// next act may spare another.
/// </remarks>
internal static class ChaosPlanner
{
    private const int FirstAct = 1_500;
    private const int ShortestAct = 5_000;
    private const int LongestAct = 7_000;
    private const int ShortestFault = 300;
    private const int LongestFault = 4_000;
    private const int CandidatesPerAct = 12;

    /// <summary>Noise is as likely as all three cuts, and these as two of the others.</summary>
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Terminate, FaultKind.Pause, FaultKind.Pause,
        FaultKind.CutBoth, FaultKind.CutIn, FaultKind.CutOut, FaultKind.Noise, FaultKind.Noise, FaultKind.Noise,
    ];

    /// <param name="seed">Decides everything.</param>
    /// <param name="length">The plan is no longer, unless a single act is.</param>
    public static ChaosPlan Draw(ulong seed, TimeSpan length)
    {
        var dice = new Dice(seed);
        var acts = new List<ChaosAct>();
        long calm = (long)ChaosPlan.Calm.TotalMilliseconds;
        long from = FirstAct;
        do
        {
            long to = from + dice.Between(ShortestAct, LongestAct);
            acts.Add(DrawAct(dice, from, to));
            from = to + calm;
        }
        while (from + LongestAct + calm <= length.TotalMilliseconds);

        return new ChaosPlan(seed, acts);
    }

    private static ChaosAct DrawAct(Dice dice, long from, long to)
    {
        int spared = dice.Between(1, ChaosPlan.Servers);
        var faults = new List<ChaosFault>();
        for (int candidate = 0; candidate < CandidatesPerAct; candidate++)
        {
            ChaosFault fault = DrawFault(dice, spared, from, to);
            if (!faults.Exists(fault.Collides))
                faults.Add(fault);
        }

        return new ChaosAct(spared, Milliseconds(from), Milliseconds(to), [.. faults.OrderBy(fault => fault.From)]);
    }

    private static ChaosFault DrawFault(Dice dice, int spared, long from, long to)
    {
        FaultKind kind = dice.Pick<FaultKind>(Kinds);
        long begin = dice.Between(from, to - ShortestFault);
        long end = Math.Min(to, begin + dice.Between(ShortestFault, LongestFault));
        if (kind == FaultKind.Noise)
        {
            int host = dice.Between(0, ChaosPlan.ClientHost);
            return new ChaosFault(kind, host == 0 ? null : host, Milliseconds(begin), Milliseconds(end))
            {
                Noise = Noise.Draw(dice),
            };
        }

        int victim = dice.Between(1, ChaosPlan.Servers - 1);
        return new ChaosFault(kind, victim < spared ? victim : victim + 1, Milliseconds(begin), Milliseconds(end));
    }

    private static TimeSpan Milliseconds(long count) => TimeSpan.FromMilliseconds(count);
}
