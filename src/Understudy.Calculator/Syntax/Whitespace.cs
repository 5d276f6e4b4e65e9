namespace Understudy.Calculator.Syntax;

/// <summary>
/// White space: spaces, tabs and form feeds, and line ends inside parentheses. Unicode's other spaces are errors in
/// Python, so Parlot's own set would accept too much.
/// </summary>
internal static class Whitespace
{
    /// <summary>The first offset from <paramref name="offset"/> on that is no blank.</summary>
    public static int Skip(string text, int offset, bool lineEnds)
    {
        while (offset < text.Length && (text[offset] is ' ' or '\t' or '\f' || (lineEnds && IsLineEnd(text[offset]))))
            offset++;
        return offset;
    }

    /// <summary>
    /// Passes over lines that are empty but for blanks. CPython's rule for what follows them: an indented line is an
    /// error, even one without a character after its blanks; a form feed undoes the indentation before it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">The start of a line.</param>
    /// <param name="indented">Whether the line that was reached is indented.</param>
    /// <returns>The first character of that line which is no blank.</returns>
    public static int SkipEmptyLines(string text, int offset, out bool indented)
    {
        indented = false;
        for (; offset < text.Length; offset++)
        {
            char c = text[offset];
            if (c is ' ' or '\t')
                indented = true;
            else if (c == '\f' || IsLineEnd(c))
                indented = false;
            else
                break;
        }

        return offset;
    }

    public static bool IsLineEnd(char c) => c is '\n' or '\r';
}
