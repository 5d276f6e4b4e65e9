using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>Every page of documentation that was written by hand.</summary>
internal static partial class Documents
{
    private static readonly string[] Folders = ["docs", "src", "tests", "bench", "samples"];

    public static string[] All { get; } =
    [
        .. Directory.EnumerateFiles(SourceTree.Root, "*.md"),
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(SourceTree.Root, folder), "*.md", SearchOption.AllDirectories)),
    ];

    /// <summary>What stands in backquotes in running text.</summary>
    public static IEnumerable<string> CodeIn(string text)
        => Span().Matches(WithoutBlocks(text)).Select(match => match.Groups[1].Value);

    /// <summary>Where the links of a text lead.</summary>
    public static IEnumerable<string> LinksIn(string text)
        => Link().Matches(WithoutBlocks(text)).Select(match => match.Groups[1].Value);

    /// <summary>The blocks of code, each with its first line; indentation is left out.</summary>
    public static string[] BlocksIn(string text)
        => [.. Block().Matches(text).Select(match => Indent().Replace(match.Value, ""))];

    public static string WithoutBlocks(string text) => Block().Replace(text, "");

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
