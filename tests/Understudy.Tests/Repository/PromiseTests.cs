using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>What the README says that a promise is tested by is there.</summary>
public partial class PromiseTests
{
    private static readonly string Tests = string.Concat(SourceTree.Code().Select(File.ReadAllText));
    private static readonly string Scripts = string.Concat(SourceTree.Files(".sh").Select(File.ReadAllText));

    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(SourceTree.Root, "README.md"))
        .SkipWhile(line => !line.StartsWith("## What we promise", StringComparison.Ordinal))
        .Skip(3)
        .TakeWhile(line => line.StartsWith('|'))];

    [Fact]
    public void Promises_Each_NameTests()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Assert.Matches(Name(), row.Split('|')[2]));
    }

    /// <summary>
    /// A test, a class of tests, a script or a scenario of one stands in backquotes, a check of the simulation in
    /// asterisks.
    /// </summary>
    [Fact]
    public void Tests_ThatPromisesName_AreDeclared() => Assert.All(
        Rows.SelectMany(row => Name().Matches(row.Split('|')[2])), name => Assert.True(IsDeclared(name), name.Value));

    private static bool IsDeclared(Match name)
    {
        if (name.Groups["check"] is { Success: true } check)
            return Tests.Contains($"Fail(\"{check.Value.TrimEnd(' ', '…')}", StringComparison.Ordinal);

        string code = name.Groups["code"].Value;
        string word = Regex.Escape(code);
        return File.Exists(Path.Combine(SourceTree.Root, code))
            || Regex.IsMatch(Tests, $@"\bclass {word}\b|\b(void|Task) {word}\(")
            || Regex.IsMatch(Scripts, $@"^{word}\(\)", RegexOptions.Multiline);
    }

    [GeneratedRegex("`(?<code>[^`]+)`|\\*(?<check>[^*]+)\\*")]
    private static partial Regex Name();
}
