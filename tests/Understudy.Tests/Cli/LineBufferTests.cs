using Understudy.Cli.Prompting;

namespace Understudy.Tests.Cli;

public class LineBufferTests
{
    [Fact]
    public void Insert_InTheMiddle_MovesTheCursorAlong()
    {
        LineBuffer line = Line("13", cursor: 1);
        line.Insert('2');
        Assert.Equal(("123", 2), (line.Text, line.Cursor));
    }

    [Fact]
    public void Insert_IntoAFullLine_ChangesNothing()
    {
        LineBuffer line = Line(new string('1', LineBuffer.MaxLength), cursor: 0);
        line.Insert('2');
        Assert.Equal((LineBuffer.MaxLength, 0), (line.Text.Length, line.Cursor));
    }

    [Theory]
    [InlineData(0, "123", 0)]
    [InlineData(2, "13", 1)]
    [InlineData(3, "12", 2)]
    public void Backspace_AtCursor_RemovesTheCharacterBefore(int cursor, string text, int after)
    {
        LineBuffer line = Line("123", cursor);
        line.Backspace();
        Assert.Equal((text, after), (line.Text, line.Cursor));
    }

    [Theory]
    [InlineData(0, "23")]
    [InlineData(3, "123")]
    public void Delete_AtCursor_RemovesTheCharacterUnderIt(int cursor, string text)
    {
        LineBuffer line = Line("123", cursor);
        line.Delete();
        Assert.Equal((text, cursor), (line.Text, line.Cursor));
    }

    [Theory]
    [InlineData("kill 12", 7, "kill ", 5)]
    [InlineData("kill   ", 7, "", 0)]
    [InlineData("a bc d", 4, "a  d", 2)]
    [InlineData("abc", 0, "abc", 0)]
    public void DeleteWord_BeforeCursor_RemovesBlanksAndWord(string text, int cursor, string left, int after)
    {
        LineBuffer line = Line(text, cursor);
        line.DeleteWord();
        Assert.Equal((left, after), (line.Text, line.Cursor));
    }

    [Fact]
    public void DeleteToStartAndEnd_AtCursor_KeepTheOtherSide()
    {
        LineBuffer start = Line("12345", cursor: 2);
        start.DeleteToStart();
        Assert.Equal(("345", 0), (start.Text, start.Cursor));

        LineBuffer end = Line("12345", cursor: 2);
        end.DeleteToEnd();
        Assert.Equal(("12", 2), (end.Text, end.Cursor));
    }

    [Fact]
    public void Moves_AtTheEdges_StayInside()
    {
        LineBuffer line = Line("1", cursor: 0);
        line.MoveLeft();
        Assert.Equal(0, line.Cursor);
        line.MoveToEnd();
        line.MoveRight();
        Assert.Equal(1, line.Cursor);
    }

    private static LineBuffer Line(string text, int cursor)
    {
        var line = new LineBuffer();
        line.Replace(text);
        line.MoveToStart();
        for (int step = 0; step < cursor; step++)
            line.MoveRight();
        return line;
    }
}
