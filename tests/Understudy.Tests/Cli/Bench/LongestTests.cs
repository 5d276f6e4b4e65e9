using CsCheck;
using Understudy.Cli.Bench;

namespace Understudy.Tests.Cli.Bench;

public class LongestTests
{
    [Fact]
    public void Items_OfAnySequence_AreTheLongestOfIt()
        => Gen.Select(Gen.Long[0, 50].Array[0, 60], Gen.Int[1, 20]).Sample((lengths, max) =>
        {
            Longest<long> longest = new(max);
            foreach (long length in lengths)
                longest.Add(length, length);
            Assert.Equal(lengths.OrderDescending().Take(max), longest.Items.OrderDescending());
        });

    [Fact]
    public void Add_OneAsLongAsTheShortestKept_LeavesTheEarlierOne()
    {
        Longest<string> longest = new(1);
        longest.Add("early", 7);
        longest.Add("late", 7);
        Assert.Equal(["early"], longest.Items);
    }
}
