using System.Text;
using Understudy.Calculator;

namespace Understudy.Cli.Prompting;

/// <summary>A line being edited: its text, and a cursor between two characters of it.</summary>
internal sealed class LineBuffer
{
    /// <summary>The longest line that can be typed: one more than is accepted, so that somebody is told.</summary>
    public const int MaxLength = CalculatorLimits.MaxExpressionLength + 1;

    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>From 0, before the first character, to the length of the text.</summary>
    public int Cursor { get; private set; }

    public void Insert(char one)
    {
        if (_text.Length < MaxLength)
            _text.Insert(Cursor++, one);
    }

    public void Replace(string text)
    {
        _text.Clear().Append(text);
        Cursor = _text.Length;
    }

    public void MoveLeft() => Cursor = Math.Max(0, Cursor - 1);

    public void MoveRight() => Cursor = Math.Min(_text.Length, Cursor + 1);

    public void MoveToStart() => Cursor = 0;

    public void MoveToEnd() => Cursor = _text.Length;

    public void Backspace()
    {
        if (Cursor > 0)
            _text.Remove(--Cursor, 1);
    }

    public void Delete()
    {
        if (Cursor < _text.Length)
            _text.Remove(Cursor, 1);
    }

    public void DeleteToStart()
    {
        _text.Remove(0, Cursor);
        Cursor = 0;
    }

    public void DeleteToEnd() => _text.Length = Cursor;

    /// <summary>Deletes the blanks before the cursor, and then what is not blank.</summary>
    public void DeleteWord()
    {
        int start = Cursor;
        while (start > 0 && _text[start - 1] == ' ')
            start--;
        while (start > 0 && _text[start - 1] != ' ')
            start--;
        _text.Remove(start, Cursor - start);
        Cursor = start;
    }
}
