using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>The rules of the house that no analyzer knows.</summary>
public partial class TidyTests
{
    private const int MaxLines = 300;
    private const int MaxColumns = 120;

    /// <summary>A folder of the command may use the folders before it, and none after it.</summary>
    private static readonly string[] CommandFlow =
        ["Hosting", "Asking", "Prompting", "Rendering", "Calculating", "Serving", "Demo", "Bench", "Commands"];

    [Fact]
    public void Files_OfCode_StayBelowTheCeiling()
        => AssertNone(SourceTree.Code().Where(file => File.ReadLines(file).Count() > MaxLines));

    [Fact]
    public void Lines_OfCode_EndWithinTheColumns() => Findings.AssertNone(
        from file in SourceTree.Code()
        from line in File.ReadLines(file).Index()
        where line.Item.EnumerateRunes().Count() > MaxColumns
        select $"{SourceTree.Relative(file)}:{line.Index + 1}");

    [Fact]
    public void Names_OfFiles_SayWhatIsInThem()
        => AssertNone(SourceTree.Code().Where(file => VagueName().IsMatch(file)));

    [Fact]
    public void Folders_OfTheCommand_UseOnlyTheFoldersBeforeThem()
    {
        string home = Path.Combine(SourceTree.Root, "src", "Understudy.Cli");
        Assert.Equal(CommandFlow.Order(), Directory.GetDirectories(home).Select(Path.GetFileName).Order());
        Findings.AssertNone(
            from folder in CommandFlow
            from file in Directory.EnumerateFiles(Path.Combine(home, folder), "*.cs", SearchOption.AllDirectories)
            from Match use in FolderUse().Matches(File.ReadAllText(file))
            let used = use.Groups[1].Value
            where Array.IndexOf(CommandFlow, used) > Array.IndexOf(CommandFlow, folder)
            select $"{SourceTree.Relative(file)} uses {used}");
    }

    [Fact]
    public void Catches_AreNeverEmpty()
        => AssertNone(SourceTree.Production().Where(file => EmptyCatch().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void EventIds_OfTheLog_AreUnique()
    {
        string[] ids = [.. SourceTree.Production()
            .SelectMany(file => LogEvent().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    private static void AssertNone(IEnumerable<string> files)
        => Findings.AssertNone(files.Select(SourceTree.Relative));

    [GeneratedRegex("(Helper|Util|Manager|Common)s?\\.cs$|/(Helpers|Utils|Common)/")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^using Understudy\.Cli\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex FolderUse();

    [GeneratedRegex("catch\\s*(\\([^)]*\\))?\\s*(when\\s*\\([^{]*\\))?\\s*\\{\\s*\\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex("LoggerMessage\\((?:EventId = )?(\\d+)")]
    private static partial Regex LogEvent();
}
