using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>The rules of the house that no analyzer knows.</summary>
public partial class TidyTests
{
    private const int MaxLines = 300;

    /// <summary>A folder may use the folders before it, and none after it.</summary>
    private static readonly string[] LibraryFlow =
        ["Transport", "Protocol", "Membership", "Server", "Client", "Diagnostics", "Driving"];

    private static readonly string[] CommandFlow =
        ["Asking", "Hosting", "Prompting", "Rendering", "Calculating", "Serving", "Demo", "Bench", "Commands"];

    [Fact]
    public void Files_OfCode_StayBelowTheCeiling()
        => AssertNone(SourceTree.Code().Where(file => File.ReadLines(file).Count() > MaxLines));

    [Fact]
    public void Names_OfFiles_SayWhatIsInThem()
        => AssertNone(SourceTree.Code().Where(file => VagueName().IsMatch(file)));

    [Fact]
    public void Folders_OfTheLibrary_UseOnlyTheFoldersBeforeThem() => AssertFlows("Understudy", LibraryFlow);

    [Fact]
    public void Folders_OfTheCommand_UseOnlyTheFoldersBeforeThem() => AssertFlows("Understudy.Cli", CommandFlow);

    [Fact]
    public void Sockets_AreTouchedInTransportAlone()
        => AssertNone(SourceFiles().Where(file => !SourceTree.Relative(file).StartsWith("src/Understudy/Transport/", StringComparison.Ordinal)
            && SocketUse().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void Catches_AreNeverEmpty()
        => AssertNone(SourceFiles().Where(file => EmptyCatch().IsMatch(File.ReadAllText(file))));

    [Fact]
    public void EventIds_OfTheLog_AreUnique()
    {
        string[] ids = [.. SourceFiles()
            .SelectMany(file => LogEvent().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    private static void AssertFlows(string project, string[] flow)
    {
        var wrong = new List<string>();
        string home = Path.Combine(SourceTree.Root, "src", project);
        Assert.Equal(flow.Order(), Directory.GetDirectories(home).Select(Path.GetFileName).Order());
        var use = new Regex($@"^using {Regex.Escape(project)}\.(\w+)", RegexOptions.Multiline);
        foreach (string file in Directory.EnumerateFiles(home, "*.cs", SearchOption.AllDirectories))
        {
            string? folder = Path.GetDirectoryName(Path.GetRelativePath(home, file));
            int place = Array.IndexOf(flow, folder);
            if (place < 0)
                continue;

            foreach (Match used in use.Matches(File.ReadAllText(file)))
            {
                if (Array.IndexOf(flow, used.Groups[1].Value) > place)
                    wrong.Add($"{SourceTree.Relative(file)} uses {used.Groups[1].Value}");
            }
        }

        Assert.Empty(wrong);
    }

    private static void AssertNone(IEnumerable<string> files) => Assert.Equal([], files.Select(SourceTree.Relative));

    private static IEnumerable<string> SourceFiles() => SourceTree.Code().Where(file => SourceTree.Relative(file).StartsWith("src/", StringComparison.Ordinal));

    [GeneratedRegex("(Helper|Util|Manager|Common)s?\\.cs$|/(Helpers|Utils|Common)/")]
    private static partial Regex VagueName();

    [GeneratedRegex("\\bSocket\\s*[?(.]|\\bUdpClient\\b|\\bnew Socket\\(")]
    private static partial Regex SocketUse();

    [GeneratedRegex("catch\\s*(\\([^)]*\\))?\\s*(when\\s*\\([^{]*\\))?\\s*\\{\\s*\\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex("LoggerMessage\\((?:EventId = )?(\\d+)")]
    private static partial Regex LogEvent();
}
