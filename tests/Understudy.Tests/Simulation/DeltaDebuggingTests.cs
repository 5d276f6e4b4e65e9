using Understudy.Simulation.Shrinking;

namespace Understudy.Tests.Simulation;

public class DeltaDebuggingTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 31 })]
    [InlineData(new[] { 3, 4 })]
    [InlineData(new[] { 0, 17, 31 })]
    [InlineData(new[] { 1, 2, 3, 9, 20, 30 })]
    public void Minimize_WhereSomeElementsAreNeeded_FindsThemAlone(int[] needed)
    {
        int[] found = DeltaDebugging.Minimize([.. Enumerable.Range(0, 32)], part => needed.All(part.Contains));
        Assert.Equal(needed, found);
    }

    [Fact]
    public void Minimize_WhereAnyThreeAreEnough_LeavesThree()
        => Assert.Equal(3, DeltaDebugging.Minimize([.. Enumerable.Range(0, 30)], part => part.Length >= 3).Length);

    [Fact]
    public void Minimize_OfOneInAThousand_TakesAboutTheLogarithm()
    {
        int tries = 0;
        int[] found = DeltaDebugging.Minimize([.. Enumerable.Range(0, 1024)], part =>
        {
            tries++;
            return part.Contains(700);
        });
        Assert.Equal([700], found);
        Assert.InRange(tries, 10, 30);
    }
}
