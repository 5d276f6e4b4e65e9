using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing.Coverage;

/// <summary>
/// A copy of this program in a folder of its own, the product's assemblies in it instrumented. Workers run from there;
/// the build itself stays as it is. Deleted when it is disposed.
/// </summary>
internal sealed class InstrumentedCopy : IDisposable
{
    /// <summary>
    /// The product alone: what libraries do inside is for their own tests, and would drown it in edges.
    /// </summary>
    private static readonly string[] Product = ["Understudy.dll", "Understudy.Calculator.dll", "Understudy.Cli.dll"];

    private const string ThisProgram = "Understudy.Fuzzing.dll";

    private readonly string _folder = Directory.CreateTempSubdirectory("understudy-fuzzing-").FullName;

    public InstrumentedCopy()
    {
        string source = AppContext.BaseDirectory;
        foreach (string file in Directory.EnumerateFiles(source).Where(IsNeeded))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));

        // In a fixed order, for it decides the numbers of the blocks.
        var instrumenter = new Instrumenter();
        foreach (string name in Product)
            instrumenter.Rewrite(Path.Combine(_folder, name), type => true);
        instrumenter.Rewrite(Program, type => type == typeof(PlantedTarget).FullName);
    }

    /// <summary>The program, to be run by <c>dotnet</c>.</summary>
    public string Program => Path.Combine(_folder, ThisProgram);

    /// <summary>A file that vanishes with the copy.</summary>
    public string Scratch(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsNeeded(string file) => Path.GetExtension(file) is ".dll" or ".json";
}
