namespace Understudy.Cli.Prompting;

/// <summary>The lines entered before, and the place in them where the user is looking.</summary>
internal sealed class History
{
    public const int MaxLines = 500;

    private readonly List<string> _lines = [];

    // Where the user looks; one past the last line is the line being typed, kept in _draft meanwhile.
    private int _place;
    private string _draft = "";

    /// <summary>Adds a line, unless it is blank or the same as the last, and looks past the end again.</summary>
    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        _place = _lines.Count;
        _draft = "";
    }

    /// <summary>The line before, or null at the first. What is being typed comes back at the end.</summary>
    public string? Earlier(string typed)
    {
        if (_place == 0)
            return null;
        if (_place == _lines.Count)
            _draft = typed;
        return _lines[--_place];
    }

    /// <summary>The line after, at last the one being typed, or null at that one.</summary>
    public string? Later()
    {
        if (_place == _lines.Count)
            return null;
        return ++_place == _lines.Count ? _draft : _lines[_place];
    }
}
