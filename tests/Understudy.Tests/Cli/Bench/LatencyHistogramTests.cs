using CsCheck;
using Understudy.Cli.Bench;

namespace Understudy.Tests.Cli.Bench;

public class LatencyHistogramTests
{
    private static readonly decimal[] Quantiles = [0m, 0.001m, 0.1m, 0.5m, 0.9m, 0.99m, 0.999m, 0.9999m, 1m];

    public static TheoryData<string> Distributions => [.. Generators.Keys];

    private static Dictionary<string, Gen<long[]>> Generators => new()
    {
        ["uniform, every microsecond its own bucket"] = Gen.Long[0, 2047].Array[1, 400],
        ["uniform over the whole range"] = Gen.Long[0, LatencyHistogram.MaxTrackable].Array[1, 400],
        ["log-uniform"] = Gen.Double[0, 7.77].Select(power => (long)Math.Pow(10, power)).Array[1, 400],
        ["bimodal, as at a takeover"] = Gen.OneOf(Gen.Long[80, 300], Gen.Long[900_000, 2_600_000]).Array[1, 400],
        ["one value"] =
            Gen.Long[0, LatencyHistogram.MaxTrackable].Select(value => Enumerable.Repeat(value, 50).ToArray()),
        ["around the edges of buckets"] =
            Gen.Select(Gen.Int[0, 25], Gen.Long[-2, 2], (bit, near) => Math.Max((1L << bit) + near, 0)).Array[1, 400],
        ["rising, as in one stall"] =
            Gen.Select(Gen.Long[1, 5000], Gen.Int[1, 400], (step, count) =>
                Enumerable.Range(0, count).Select(index => index * step).ToArray()),
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void ValueAt_OfAnyDistribution_IsTheSortedValueToThreeDigits(string distribution)
        => Generators[distribution].Sample(values =>
        {
            LatencyHistogram histogram = Of(values);
            long[] sorted = [.. values.Order()];
            foreach (decimal quantile in Quantiles)
            {
                long exact = sorted[Math.Max((int)decimal.Ceiling(quantile * sorted.Length) - 1, 0)];
                long told = histogram.ValueAt(quantile)!.Value;
                Assert.InRange(told, exact, exact + (exact / 1024));
            }

            Assert.Equal((values.LongLength, sorted[^1]), (histogram.Count, histogram.Max));
        });

    [Fact]
    public void ValueAt_UpTo2047Microseconds_IsExact()
    {
        for (long value = 0; value <= 2047; value++)
            Assert.Equal(value, Of(value, 5000).ValueAt(0.5m));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0.001", 1)]
    [InlineData("0.0011", 2)]
    [InlineData("0.5", 500)]
    [InlineData("0.9", 900)]
    [InlineData("0.99", 990)]
    [InlineData("0.999", 999)]
    [InlineData("0.9991", 1000)]
    [InlineData("1", 1000)]
    public void ValueAt_OfTheNumbersToAThousand_IsTheRank(string quantile, long expected)
        => Assert.Equal(
            expected,
            Of([.. Enumerable.Range(1, 1000).Select(value => (long)value)])
                .ValueAt(decimal.Parse(quantile, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void ValueAt_OfNothing_IsNone()
    {
        LatencyHistogram histogram = new();
        Assert.Equal((0, null, null), (histogram.Count, histogram.Max, histogram.ValueAt(0.5m)));
    }

    [Fact]
    public void ValueAt_OfOne_IsThatOneAtEveryQuantile()
        => Assert.All(Quantiles, quantile => Assert.Equal(1_234_567, Of(1_234_567).ValueAt(quantile)));

    [Fact]
    public void Record_NegativeValue_CountsAsZero()
        => Assert.Equal((1, 0, 0), (Of(-5).Count, Of(-5).Max, Of(-5).ValueAt(0.5m)));

    [Theory]
    [InlineData(LatencyHistogram.MaxTrackable)]
    [InlineData(LatencyHistogram.MaxTrackable + 1)]
    [InlineData(long.MaxValue)]
    public void Record_BeyondTheRange_CountsAsTheGreatestAndKeepsItsMax(long value)
    {
        LatencyHistogram histogram = Of(1, value);
        Assert.Equal((2, value), (histogram.Count, histogram.Max));
        const long Top = LatencyHistogram.MaxTrackable;
        Assert.InRange(histogram.ValueAt(1m)!.Value, Top, Top + (Top / 1024));
    }

    private static LatencyHistogram Of(params long[] values)
    {
        LatencyHistogram histogram = new();
        foreach (long value in values)
            histogram.Record(value);
        return histogram;
    }
}
