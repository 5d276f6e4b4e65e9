using System.Text.RegularExpressions;

namespace Understudy.Tests.Repository;

/// <summary>The README in Portuguese tells the reader to type, set and read what the one in English does.</summary>
public partial class ReadmeTranslationTests
{
    private const string English = "README.md";
    private const string Portuguese = "README.pt-BR.md";

    [Fact]
    public void Blocks_OfCode_AreTheSame() => Assert.Equal(
        Documents.BlocksIn(Read(English)).Select(WithoutComments),
        Documents.BlocksIn(Read(Portuguese)).Select(WithoutComments));

    /// <summary>Commands, options, defaults, names of tests, and the pages that are linked.</summary>
    [Fact]
    public void Sections_NameTheSameThings()
    {
        string[] english = SectionsOf(English);
        string[] portuguese = SectionsOf(Portuguese);
        Assert.Equal(english.Length, portuguese.Length);
        Findings.AssertNone(english.Zip(portuguese).SelectMany(pair =>
        {
            string[] here = NamedIn(pair.First);
            string[] there = NamedIn(pair.Second);
            string title = pair.First.Split('\n')[0];
            return here.Except(there).Select(name => $"{title}: {name} is not in {Portuguese}")
                .Concat(there.Except(here).Select(name => $"{title}: {name} is not in {English}"));
        }));
    }

    private static string[] SectionsOf(string file) => SectionStart().Split(Read(file));

    private static string[] NamedIn(string section) =>
    [
        .. Documents.CodeIn(section),
        .. Documents.LinksIn(section).Where(link => !link.StartsWith('#') && link is not (English or Portuguese)),
    ];

    private static string Read(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file));

    /// <summary>Those of a shell are translated, too.</summary>
    private static string WithoutComments(string block) => Comment().Replace(block, "");

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex SectionStart();

    [GeneratedRegex(" +# .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
