using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class CaretTests
{
    [Theory]
    [InlineData("1/0", 2, "  1/0\n   ^")]
    [InlineData("3*", 3, "  3*\n    ^")]
    [InlineData("", 1, "  \n  ^")]
    [InlineData("1", 900, "  1\n   ^")]
    [InlineData("\t1/0", 3, "  \\u{9}1/0\n        ^")]
    public void Render_ShortExpression_PutsCaretUnderColumn(string expression, int column, string expected)
        => Assert.Equal(expected, Caret.Render(expression, column, 80));

    [Fact]
    public void Render_LongExpression_CutsBothSidesAndKeepsTheColumn()
    {
        string expression = new string('1', 100) + "/" + new string('0', 100);

        string[] lines = Caret.Render(expression, 101, 40).Split('\n');

        Assert.Equal("  ..." + new string('1', 15) + "/" + new string('0', 15) + "...", lines[0]);
        Assert.Equal('/', lines[0][lines[1].IndexOf('^')]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(201)]
    public void Render_AnyColumnOfALongExpression_FitsTheWidth(int column)
        => Assert.All(
            Caret.Render(new string('1', 200), column, 40).Split('\n'), line => Assert.InRange(line.Length, 1, 40));

    /// <summary>Found by fuzzing: half a character was shown where the expression was cut.</summary>
    [Fact]
    public void Render_CutThroughACharacterOfTwoHalves_LeavesNoHalf()
    {
        for (int column = 1; column <= 120; column++)
        {
            string shown = Caret.Render("1" + string.Concat(Enumerable.Repeat("\U0001F600", 60)), column, 40);
            Assert.All(shown.EnumerateRunes(), rune => Assert.NotEqual(System.Text.Rune.ReplacementChar, rune));
            Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 1, 40));
        }
    }
}
