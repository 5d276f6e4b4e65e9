using System.Globalization;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Prompting;

/// <summary>Reads lines from a person, on one row of the terminal that scrolls sideways.</summary>
internal sealed class Prompt
{
    private const string ClearScreen = "\x1b[H\x1b[2J";
    private const string ClearToEndOfRow = "\x1b[K";

    private readonly string _label;
    private readonly IKeyboard _keyboard;
    private readonly TextWriter _screen;
    private readonly Func<int> _width;
    private readonly LineEditor _editor = new(new History());
    private readonly Lock _gate = new();
    private bool _isEditing;

    public Prompt(string label, IKeyboard keyboard, TextWriter screen, Func<int> width)
    {
        _label = label;
        _keyboard = keyboard;
        _screen = screen;
        _width = width;
    }

    /// <summary>Reads line after line.</summary>
    /// <param name="obey">Does what a line says; false is the end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code that the way it ended calls for.</returns>
    public async Task<int> RunAsync(Func<string, Task<bool>> obey, CancellationToken cancellationToken)
    {
        while (true)
        {
            (KeyOutcome outcome, string line) = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (outcome == KeyOutcome.Interrupt)
                return ExitCode.Interrupted;
            if (outcome == KeyOutcome.EndOfInput || !await obey(line).ConfigureAwait(false))
                return ExitCode.Ok;
        }
    }

    /// <summary>Waits for a line.</summary>
    /// <param name="cancellationToken">Gives up. The key that is waited for is left to nobody.</param>
    /// <returns>How it ended, and the line where it was submitted.</returns>
    public async Task<(KeyOutcome Outcome, string Line)> ReadLineAsync(CancellationToken cancellationToken)
    {
        SetEditing(true);
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = await Task.Run(_keyboard.ReadKey, CancellationToken.None)
                    .WaitAsync(cancellationToken).ConfigureAwait(false);
                KeyOutcome outcome = Press(key);
                if (outcome is KeyOutcome.Submit)
                    return (outcome, _editor.Take());
                if (outcome is KeyOutcome.Interrupt or KeyOutcome.EndOfInput)
                    return (outcome, "");
            }
        }
        finally
        {
            SetEditing(false);
        }
    }

    /// <summary>Shows a line of text above the one being edited. Any thread may call it.</summary>
    public void WriteAbove(string text)
    {
        lock (_gate)
        {
            if (_isEditing)
                _screen.Write('\r' + ClearToEndOfRow);
            _screen.WriteLine(text);
            if (_isEditing)
                Draw();
        }
    }

    private KeyOutcome Press(ConsoleKeyInfo key)
    {
        lock (_gate)
        {
            KeyOutcome outcome = _editor.Press(key);
            if (outcome == KeyOutcome.ClearScreen)
                _screen.Write(ClearScreen);
            Draw();
            return outcome;
        }
    }

    private void SetEditing(bool value)
    {
        lock (_gate)
        {
            _isEditing = value;
            if (value)
                Draw();
            else
                _screen.WriteLine();
        }
    }

    private void Draw()
    {
        LineView view = LineView.Of(_editor.Line.Text, _editor.Line.Cursor, _width() - _label.Length - 1);
        int column = _label.Length + view.Cursor;
        string toColumn = column == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\x1b[{column}C");
        _screen.Write($"\r{_label}{view.Text}{ClearToEndOfRow}\r{toColumn}");
        _screen.Flush();
    }
}
