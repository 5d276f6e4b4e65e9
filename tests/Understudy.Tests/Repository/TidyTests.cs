using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>The rules of the house that no analyzer knows.</summary>
public partial class TidyTests
{
    private const int MaxLines = 300;

    /// <summary>A folder of the library may use the folders before it, and none after it.</summary>
    private static readonly string[] Flow =
        ["Transport", "Wire", "Membership", "Ranking", "Handling", "Requesting", "Diagnostics", "Serving"];

    private static readonly string[] CodeFolders = ["src", "tests"];

    private static readonly string Root = FindRoot();

    [Fact]
    public void Files_OfCode_StayBelowTheCeiling()
        => AssertNone(CodeFiles().Where(file => File.ReadLines(file).Count() > MaxLines));

    [Fact]
    public void Names_OfFiles_SayWhatIsInThem()
        => AssertNone(CodeFiles().Where(file => VagueName().IsMatch(file)));

    [Fact]
    public void Folders_OfTheLibrary_UseOnlyTheFoldersBeforeThem()
    {
        var wrong = new List<string>();
        string library = Path.Combine(Root, "src", "Understudy");
        Assert.Equal(Flow.Order(), Directory.GetDirectories(library).Select(Path.GetFileName).Order());
        foreach (string file in Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories))
        {
            string? folder = Path.GetDirectoryName(Path.GetRelativePath(library, file));
            int place = Array.IndexOf(Flow, folder);
            if (place < 0)
                continue;

            foreach (Match use in LibraryUsing().Matches(File.ReadAllText(file)))
            {
                if (Array.IndexOf(Flow, use.Groups[1].Value) > place)
                    wrong.Add($"{Relative(file)} uses {use.Groups[1].Value}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sockets_AreTouchedInTransportAlone()
        => AssertNone(SourceFiles().Where(file => !Relative(file).StartsWith("src/Understudy/Transport/", StringComparison.Ordinal)
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

    private static void AssertNone(IEnumerable<string> files) => Assert.Equal([], files.Select(Relative));

    private static IEnumerable<string> SourceFiles() => CodeFiles().Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal));

    private static IEnumerable<string> CodeFiles()
        => CodeFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Understudy.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex("(Helper|Util|Manager|Common)s?\\.cs$|/(Helpers|Utils|Common)/")]
    private static partial Regex VagueName();

    [GeneratedRegex("^using Understudy\\.(\\w+)", RegexOptions.Multiline)]
    private static partial Regex LibraryUsing();

    [GeneratedRegex("\\bSocket\\s*[?(.]|\\bUdpClient\\b|\\bnew Socket\\(")]
    private static partial Regex SocketUse();

    [GeneratedRegex("catch\\s*(\\([^)]*\\))?\\s*(when\\s*\\([^{]*\\))?\\s*\\{\\s*\\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex("LoggerMessage\\((?:EventId = )?(\\d+)")]
    private static partial Regex LogEvent();
}
