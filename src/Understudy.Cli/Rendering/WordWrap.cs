using System.Text;

namespace Understudy.Cli.Rendering;

/// <summary>Breaks text between words, so that a narrow terminal does not break it within them.</summary>
internal static class WordWrap
{
    /// <summary>On a narrower terminal words are too long for the lines, and it may break them as it likes.</summary>
    private const int MinWidth = 20;

    /// <summary>Breaks each line of the text that is longer than the width.</summary>
    /// <param name="width">The longest line, in characters.</param>
    /// <param name="text">
    /// The text. What is broken off a line is indented as the line is, and past the number that it begins with.
    /// </param>
    public static string At(int width, string text)
    {
        var wrapped = new StringBuilder(text.Length + 16);
        foreach (string line in text.Split('\n'))
        {
            if (wrapped.Length > 0)
                wrapped.Append('\n');
            Append(wrapped, line, Math.Max(width, MinWidth));
        }

        return wrapped.ToString();
    }

    private static void Append(StringBuilder wrapped, string line, int width)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        bool isNumbered = line.Length > indent + 2 && char.IsAsciiDigit(line[indent]) && line[indent + 1] == '.';
        string before = new(' ', indent + (isNumbered ? "1. ".Length : 0));
        wrapped.Append(line.AsSpan(0, indent));
        int column = indent;
        foreach (string word in line[indent..].Split(' '))
        {
            if (column > indent && column + 1 + word.Length > width)
            {
                wrapped.Append('\n').Append(before);
                column = before.Length;
            }
            else if (column > indent)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }
    }
}
