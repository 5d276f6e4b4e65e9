using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class HistoryTests
{
    [Fact]
    public void EarlierAndLater_AfterTwoLines_WalkThemAndReturnToTheDraft()
    {
        var history = new History();
        history.Add("one");
        history.Add("two");

        Assert.Equal("two", history.Earlier("draft"));
        Assert.Equal("one", history.Earlier("two"));
        Assert.Null(history.Earlier("one"));
        Assert.Equal("two", history.Later());
        Assert.Equal("draft", history.Later());
        Assert.Null(history.Later());
    }

    [Fact]
    public void Add_BlankOrRepeatedLine_IsNotKept()
    {
        var history = new History();
        history.Add("one");
        history.Add("one");
        history.Add("  ");

        Assert.Equal("one", history.Earlier(""));
        Assert.Null(history.Earlier("one"));
    }

    [Fact]
    public void Add_OneMoreThanFits_DropsTheOldest()
    {
        var history = new History();
        for (int line = 0; line <= History.MaxLines; line++)
            history.Add($"{line}");

        string oldest = "";
        while (history.Earlier("") is { } earlier)
            oldest = earlier;
        Assert.Equal("1", oldest);
    }
}
