using System.Globalization;
using Understudy.Simulation.Chance;

namespace Understudy.SystemTests.Chaos;

/// <summary>What happens to the datagrams on their way to a host.</summary>
internal sealed record Noise(int LossPercent, int DuplicatePercent, int DelayMilliseconds, int JitterMilliseconds)
{
    public const int MaxLossPercent = 20;
    public const int MaxDuplicatePercent = 10;
    public const int MaxDelayMilliseconds = 50;

    /// <summary>Each of loss, duplicates and delay has an even chance to be there; one of them always is.</summary>
    public static Noise Draw(Dice dice)
    {
        int which = dice.Between(1, 7);
        int delay = (which & 4) == 0 ? 0 : dice.Between(1, MaxDelayMilliseconds);
        return new Noise(
            (which & 1) == 0 ? 0 : dice.Between(1, MaxLossPercent),
            (which & 2) == 0 ? 0 : dice.Between(1, MaxDuplicatePercent),
            delay,
            dice.Between(0, delay));
    }

    /// <summary>In the words of the hub.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"loss {LossPercent}% duplicate {DuplicatePercent}% delay {DelayMilliseconds}ms jitter {JitterMilliseconds}ms");
}
