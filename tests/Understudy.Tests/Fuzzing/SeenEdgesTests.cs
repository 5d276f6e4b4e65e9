using Understudy.Fuzzing.Coverage;

namespace Understudy.Tests.Fuzzing;

/// <summary>All that enters blocks is here: the footprints are those of one thread.</summary>
public class SeenEdgesTests
{
    [Fact]
    public void Edges_SeenBefore_AreNoNews()
    {
        var seen = new SeenEdges();
        Assert.True(TakeIn(seen, 10, 20, 30));
        Assert.Equal(3, seen.Count);
        Assert.False(TakeIn(seen, 10, 20, 30));
        Assert.False(TakeIn(seen, 10, 20));
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Edges_InTheOtherDirection_AreNews()
    {
        var seen = new SeenEdges();
        TakeIn(seen, 10, 20, 10);
        Assert.True(TakeIn(seen, 20, 10, 20));
    }

    [Fact]
    public void Loop_ThatRunsMoreOften_IsNewsAtEachStepAndNoNewEdge()
    {
        var seen = new SeenEdges();
        bool[] news = [.. Enumerable.Range(2, 299).Select(times => TakeIn(seen, [.. Enumerable.Repeat(64, times)]))];
        // The first block is entered from outside, so a loop's own edge counts one less.
        int[] steps = [1, 2, 3, 4, 8, 16, 32, 128];
        Assert.Equal(steps.Select(step => step - 1), Enumerable.Range(0, news.Length).Where(at => news[at]));
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Merge_OfAnothersEdges_MakesThemSeen()
    {
        var one = new SeenEdges();
        var other = new SeenEdges();
        TakeIn(one, 1, 2, 3);
        other.Merge(one.Steps);
        Assert.Equal(one.Count, other.Count);
        Assert.False(TakeIn(other, 1, 2, 3));
    }

    private static bool TakeIn(SeenEdges seen, params int[] blocks)
    {
        Trace.Clear();
        foreach (int block in blocks)
            Trace.Enter(block);
        return seen.TakeIn();
    }
}
