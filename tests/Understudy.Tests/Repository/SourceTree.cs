namespace Understudy.Tests.Repository;

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string[] CodeFolders = ["src", "tests", "bench", "samples"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file of C# that was written by hand.</summary>
    public static IEnumerable<string> Code()
        => Files(".cs").Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>The files of C# of what ships.</summary>
    public static IEnumerable<string> Production()
        => Code().Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal));

    /// <summary>Every file of the code's folders whose name ends so.</summary>
    public static IEnumerable<string> Files(string ending)
        => CodeFolders.SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + ending, SearchOption.AllDirectories));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Understudy.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
