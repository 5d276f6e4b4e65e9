namespace Understudy.Cli.Prompting;

/// <summary>Keys in, line out: the editing commands of every shell, without a terminal.</summary>
internal sealed class LineEditor
{
    private readonly History _history;

    public LineEditor(History history) => _history = history;

    public LineBuffer Line { get; } = new();

    public KeyOutcome Press(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return KeyOutcome.Submit;
            case ConsoleKey.LeftArrow:
                Line.MoveLeft();
                break;
            case ConsoleKey.RightArrow:
                Line.MoveRight();
                break;
            case ConsoleKey.Home:
                Line.MoveToStart();
                break;
            case ConsoleKey.End:
                Line.MoveToEnd();
                break;
            case ConsoleKey.UpArrow:
                Recall(_history.Earlier(Line.Text));
                break;
            case ConsoleKey.DownArrow:
                Recall(_history.Later());
                break;
            case ConsoleKey.Backspace:
                Line.Backspace();
                break;
            case ConsoleKey.Delete:
                Line.Delete();
                break;
            default:
                // A terminal that is gone reads as keys that are none.
                return key is { Key: ConsoleKey.None, KeyChar: '\0' }
                    ? KeyOutcome.EndOfInput
                    : PressCharacter(key.KeyChar);
        }

        return KeyOutcome.Redraw;
    }

    /// <summary>Takes the line away and remembers it.</summary>
    public string Take()
    {
        string line = Line.Text;
        _history.Add(line);
        Line.Replace("");
        return line;
    }

    private KeyOutcome PressCharacter(char one)
    {
        bool isEmpty = Line.Text.Length == 0;
        switch (one)
        {
            case '\r' or '\n':
                return KeyOutcome.Submit;
            case '\x03' when isEmpty:
                return KeyOutcome.Interrupt;
            case '\x04' when isEmpty:
                return KeyOutcome.EndOfInput;
            case '\x0c':
                return KeyOutcome.ClearScreen;
            case '\x03':
                Line.Replace("");
                break;
            case '\x04':
                Line.Delete();
                break;
            case '\x01':
                Line.MoveToStart();
                break;
            case '\x05':
                Line.MoveToEnd();
                break;
            case '\x02':
                Line.MoveLeft();
                break;
            case '\x06':
                Line.MoveRight();
                break;
            case '\x0b':
                Line.DeleteToEnd();
                break;
            case '\x15':
                Line.DeleteToStart();
                break;
            case '\x17':
                Line.DeleteWord();
                break;
            case '\x08' or '\x7f':
                Line.Backspace();
                break;
            case '\x10':
                Recall(_history.Earlier(Line.Text));
                break;
            case '\x0e':
                Recall(_history.Later());
                break;
            default:
                if (!char.IsControl(one))
                    Line.Insert(one);
                break;
        }

        return KeyOutcome.Redraw;
    }

    private void Recall(string? line)
    {
        if (line is not null)
            Line.Replace(line);
    }
}

/// <summary>What a key asks of the prompt, beyond a change of the line.</summary>
internal enum KeyOutcome
{
    /// <summary>Show the line as it is now.</summary>
    Redraw,

    /// <summary>Clear the screen first.</summary>
    ClearScreen,

    /// <summary>The line is finished.</summary>
    Submit,

    /// <summary>Ctrl-C on an empty line.</summary>
    Interrupt,

    /// <summary>Ctrl-D on an empty line, or the terminal is gone.</summary>
    EndOfInput,
}
