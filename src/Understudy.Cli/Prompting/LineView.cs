namespace Understudy.Cli.Prompting;

/// <summary>The part of a line that a terminal has room for, and where the cursor stands in it.</summary>
internal readonly record struct LineView(string Text, int Cursor)
{
    /// <summary>
    /// From here on a character may take two cells, or none, and the cursor would be drawn beside its place.
    /// </summary>
    private const char FirstOfUnknownWidth = '\u0300';

    /// <param name="text">The whole line.</param>
    /// <param name="cursor">Where in it the cursor is.</param>
    /// <param name="room">How many cells there are; the cursor needs one of them, too, at the end of the line.</param>
    public static LineView Of(string text, int cursor, int room)
    {
        room = Math.Max(room, 1);
        // The line scrolls sideways, by no more than keeps the cursor in sight.
        int start = Math.Max(0, cursor - room + 1);
        int length = Math.Min(text.Length - start, room);
        string visible = string.Concat(
            text.Substring(start, length).Select(one => one < FirstOfUnknownWidth ? one : '?'));
        return new LineView(visible, cursor - start);
    }
}
