namespace Understudy.Fuzzing.Inputs;

/// <summary>
/// The inputs to begin with, one a line in the files of a target's folder: <c>*.hex</c> holds hexadecimal digits, with
/// blanks where they help and <c>#</c> before a remark; <c>*.txt</c> holds <see cref="EscapedText"/>.
/// </summary>
internal static class StartingCorpus
{
    /// <summary>Where the folders of all targets are; workers, which run elsewhere, are told.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static IReadOnlyList<byte[]> Read(string corpus, string target)
    {
        string folder = Path.Combine(corpus, target);
        // In a fixed order, for a seed replays the run only if it begins alike.
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(ReadFile)];
    }

    public static IEnumerable<byte[]> ReadFile(string file)
    {
        IEnumerable<string> lines = File.ReadLines(file).Where(line => line.Length > 0);
        return Path.GetExtension(file) == ".hex"
            ? lines.Select(line => line.Split('#')[0].Replace(" ", "", StringComparison.Ordinal))
                .Where(digits => digits.Length > 0)
                .Select(Convert.FromHexString)
            : lines.Select(EscapedText.Unescape);
    }
}
