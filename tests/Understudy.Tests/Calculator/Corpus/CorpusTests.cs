using System.Text;
using Understudy.Calculator;

namespace Understudy.Tests.Calculator.Corpus;

/// <summary>Every line of the corpus, which generate.py writes with CPython's own answers.</summary>
public class CorpusTests
{
    private const int LeastExpressions = 20_000;
    private const int MostShown = 20;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Calculator", "Corpus");

    public static TheoryData<string> Categories()
        => new(Directory.GetFiles(Folder, "*.tsv").Select(file => Path.GetFileNameWithoutExtension(file)!).Order());

    [Theory]
    [MemberData(nameof(Categories))]
    public void Evaluate_EveryLine_IsWhatCPythonSays(string category)
    {
        var differences = new List<string>();
        foreach ((string expression, string expected) in Read(category))
        {
            string actual = Describe(Arithmetic.Evaluate(expression));
            if (actual != expected)
                differences.Add($"{expression}\n  CPython {expected}\n  here    {actual}");
        }

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences in {category}:\n{string.Join('\n', differences.Take(MostShown))}");
    }

    [Fact]
    public void Corpus_Distinct_HasAtLeastTwentyThousandExpressions()
    {
        string[] expressions = [.. Directory.GetFiles(Folder, "*.tsv")
            .SelectMany(file => Read(Path.GetFileNameWithoutExtension(file)!))
            .Select(line => line.Expression)];
        Assert.Equal(expressions.Length, expressions.Distinct().Count());
        Assert.InRange(expressions.Length, LeastExpressions, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Categories))]
    public void Corpus_Header_NamesTheCPythonThatWroteIt(string category)
        => Assert.Matches($@"^# {category}: CPython 3\.\d+\.\d+$", File.ReadLines(PathOf(category)).First());

    private static IEnumerable<(string Expression, string Outcome)> Read(string category)
    {
        foreach (string line in File.ReadLines(PathOf(category)).Skip(1))
        {
            int tab = line.IndexOf('\t');
            yield return (Unescape(line[..tab]), line[(tab + 1)..]);
        }
    }

    /// <summary>The corpus' own notation: <c>=</c> and a result, or <c>!</c> and the code of an error.</summary>
    private static string Describe(Evaluation evaluation) => evaluation.Succeeded
        ? "=" + evaluation.Result
        : "!" + evaluation.Error.ToWire().Split(' ')[0];

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' ? text[i] : text[++i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                _ => '\\',
            });
        }

        return plain.ToString();
    }

    private static string PathOf(string category) => Path.Combine(Folder, category + ".tsv");
}
