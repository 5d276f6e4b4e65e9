using Understudy.Fuzzing.Mutating;

namespace Understudy.Tests.Fuzzing;

public class SeededRandomTests
{
    /// <summary>The first numbers of SplitMix64 for this seed, as others publish them.</summary>
    [Fact]
    public void Numbers_OfASeed_AreThoseOfSplitMix64()
    {
        var random = new SeededRandom(1_234_567);
        ulong[] numbers = [random.Next(), random.Next(), random.Next()];
        Assert.Equal([6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423], numbers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Below_AnyLimit_StaysBelowIt(int limit)
    {
        var random = new SeededRandom(1);
        for (int drawn = 0; drawn < 1000; drawn++)
            Assert.InRange(random.Below(limit), 0, limit - 1);
    }

    [Fact]
    public void Below_ASmallLimit_ReachesEveryNumber()
    {
        var random = new SeededRandom(1);
        Assert.Equal(
            Enumerable.Range(0, 13), Enumerable.Range(0, 1000).Select(_ => random.Below(13)).Distinct().Order());
    }
}
