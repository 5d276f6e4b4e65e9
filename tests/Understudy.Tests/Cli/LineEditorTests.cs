using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class LineEditorTests
{
    private readonly LineEditor _editor = new(new History());

    [Fact]
    public void Press_Characters_BuildTheLine()
    {
        Type("1+2");
        Assert.Equal(("1+2", 3), (_editor.Line.Text, _editor.Line.Cursor));
        Assert.Equal(KeyOutcome.Submit, Press(ConsoleKey.Enter, '\r'));
        Assert.Equal("1+2", _editor.Take());
        Assert.Equal("", _editor.Line.Text);
    }

    [Theory]
    [InlineData('\x01', "1+2", 0)]
    [InlineData('\x05', "1+2", 3)]
    [InlineData('\x02', "1+2", 2)]
    [InlineData('\x15', "", 0)]
    [InlineData('\x17', "", 0)]
    [InlineData('\x7f', "1+", 2)]
    [InlineData('\x03', "", 0)]
    [InlineData('\x1b', "1+2", 3)]
    public void Press_ControlCharacter_EditsTheLine(char control, string text, int cursor)
    {
        Type("1+2");
        Assert.Equal(KeyOutcome.Redraw, Press(ConsoleKey.A, control));
        Assert.Equal((text, cursor), (_editor.Line.Text, _editor.Line.Cursor));
    }

    [Fact]
    public void Press_ControlK_DeletesToTheEnd()
    {
        Type("1+2");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.RightArrow);
        Press(ConsoleKey.K, '\x0b');
        Assert.Equal("1", _editor.Line.Text);
    }

    [Theory]
    [InlineData('\x03', "Interrupt")]
    [InlineData('\x04', "EndOfInput")]
    [InlineData('\x0c', "ClearScreen")]
    public void Press_ControlCharacterOnAnEmptyLine_SaysWhatItMeans(char control, string outcome)
        => Assert.Equal(outcome, Press(ConsoleKey.A, control).ToString());

    [Fact]
    public void Press_ControlDInALine_DeletesUnderTheCursor()
    {
        Type("12");
        Press(ConsoleKey.Home);
        Assert.Equal(KeyOutcome.Redraw, Press(ConsoleKey.D, '\x04'));
        Assert.Equal("2", _editor.Line.Text);
    }

    [Fact]
    public void Press_NoKeyAtAll_IsTheEndOfInput()
        => Assert.Equal(KeyOutcome.EndOfInput, _editor.Press(default));

    [Fact]
    public void Press_UpAndDown_RecallAndReturn()
    {
        Type("1+1");
        _editor.Take();
        Type("2");
        Press(ConsoleKey.UpArrow);
        Assert.Equal("1+1", _editor.Line.Text);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("2", _editor.Line.Text);
    }

    private void Type(string text)
    {
        foreach (char one in text)
            Press(ConsoleKey.Oem1, one);
    }

    private KeyOutcome Press(ConsoleKey key, char one = '\0')
        => _editor.Press(new ConsoleKeyInfo(one, key, shift: false, alt: false, control: false));
}
