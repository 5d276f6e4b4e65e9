using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>What the README says that a promise is tested by is there.</summary>
public partial class PromiseTests
{
    private static readonly string Code = string.Concat(
        SourceTree.Code().Concat(SourceTree.Files(".sh")).Select(File.ReadAllText));

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

    /// <summary>A test's name is in backquotes, a check's of the simulation in asterisks.</summary>
    [Fact]
    public void Tests_ThatPromisesName_Exist()
    {
        IEnumerable<string> names = Rows
            .SelectMany(row => Name().Matches(row.Split('|')[2]))
            .Select(match => match.Groups["name"].Value.TrimEnd(' ', '…').Replace("bench/faults.sh", "faults.sh", StringComparison.Ordinal));
        Assert.All(names, name => Assert.Contains(name, Code, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<mark>[`*])(?<name>.+?)\k<mark>|\[(?<name>fuzz)ing\]")]
    private static partial Regex Name();
}
