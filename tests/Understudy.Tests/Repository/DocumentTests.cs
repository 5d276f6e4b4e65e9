using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>What the documents name is there: what is renamed in the code is renamed in them, too.</summary>
public partial class DocumentTests
{
    private const string Product = "Another's product.";
    private const string Report = "One of the original's two programs.";
    private const string Output = "Is made by a run.";

    /// <summary>What is named though nothing here is called so, and why.</summary>
    private static readonly Dictionary<string, string> NamedElsewhere = new()
    {
        ["BannedApiAnalyzers"] = Product,
        ["PrettyPrompt"] = Product,
        ["RadLine"] = Product,
        ["TigerBeetle"] = Product,
        ["EnableConfigurationBindingGenerator"] = "A property of the SDK that was rejected.",
        ["Effects"] = "A package that was rejected.",
        ["NewGuid"] = "A call that users are told to make.",
        ["Subject_Condition_Outcome"] = "The form of a test's name.",
        ["client.py"] = Report,
        ["server.py"] = Report,
        ["artifacts/fuzzing"] = Output,
        ["artifacts/simulation"] = Output,
        ["artifacts/system-tests/"] = Output,
    };

    /// <summary>Every word of the code and of the names of its files, but not the exceptions above.</summary>
    private static readonly HashSet<string> Words =
    [
        .. new[] { ".cs", ".csproj", ".sh", ".json" }.SelectMany(SourceTree.Files)
            .Where(file => Path.GetFileName(file) != $"{nameof(DocumentTests)}.cs")
            .SelectMany(file => Word().Matches(File.ReadAllText(file) + " " + SourceTree.Relative(file)))
            .Select(word => word.Value),
    ];

    private static readonly string[] Texts = [.. Documents.All.Select(File.ReadAllText)];

    /// <summary>Of two or more words, wherever it stands; of one, where it stands in backquotes.</summary>
    [Fact]
    public void Names_InDocuments_AreInTheCode() => Findings.AssertNone(
        from document in Documents.All
        from name in NamesIn(File.ReadAllText(document))
        where !Words.Contains(name) && !NamedElsewhere.ContainsKey(name)
        select $"{SourceTree.Relative(document)}: {name}");

    [Fact]
    public void Files_InDocuments_AreInTheTree() => Findings.AssertNone(
        from document in Documents.All
        from path in Documents.CodeIn(File.ReadAllText(document)).Where(code => FileName().IsMatch(code))
        where !NamedElsewhere.ContainsKey(path) && !Exists(document, path)
        select $"{SourceTree.Relative(document)}: {path}");

    [Fact]
    public void Links_InDocuments_LeadSomewhere() => Findings.AssertNone(
        from document in Documents.All
        from link in Documents.LinksIn(File.ReadAllText(document))
        where !link.Contains("://", StringComparison.Ordinal) && !Leads(document, link)
        select $"{SourceTree.Relative(document)}: {link}");

    [Fact]
    public void Exceptions_AreNamedSomewhere() => Findings.AssertNone(
        NamedElsewhere.Keys.Where(name => !Texts.Any(text => text.Contains(name, StringComparison.Ordinal))));

    private static IEnumerable<string> NamesIn(string text) =>
    [
        .. Documents.CodeIn(text).Where(code => Name().IsMatch(code))
            .SelectMany(code => Word().Matches(code)).Select(word => word.Value),
        .. CompoundName().Matches(Address().Replace(text, "")).Select(match => match.Value),
    ];

    /// <summary>From the root, from the folder of the document, or from any folder of the code.</summary>
    private static bool Exists(string document, string path)
    {
        string[] folders = [SourceTree.Root, Path.GetDirectoryName(document)!];
        return folders.Select(folder => Path.Combine(folder, path)).Any(Path.Exists)
            || SourceTree.Files(Path.GetExtension(path))
                .Any(file => file.EndsWith("/" + path, StringComparison.Ordinal));
    }

    private static bool Leads(string document, string link)
    {
        string[] parts = link.Split('#', 2);
        string file = Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        if (parts[0].Length == 0)
            file = document;
        return Path.Exists(file) && (parts.Length == 1 || Anchors(file).Contains(parts[1]));
    }

    /// <summary>As the hosting site makes them of headings.</summary>
    private static IEnumerable<string> Anchors(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith('#'))
        .Select(line => NoAnchor().Replace(line.TrimStart('#', ' ').ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary>A type, with its parameters or members.</summary>
    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*(<\w+(, \w+)*>)?(\(\))?(\.[A-Z]\w*(\(\))?)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b([A-Z][a-z0-9]+){2,}\b")]
    private static partial Regex CompoundName();

    /// <summary>A file with an ending, or a folder of the tree.</summary>
    [GeneratedRegex(@"^((docs|src|tests|bench|samples|artifacts)/[^\s<]+|[\w./-]+\.(cs|sh|py|lua|md|csproj|slnx))$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
