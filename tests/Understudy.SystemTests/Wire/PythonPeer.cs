using System.Diagnostics;
using Understudy.SystemTests.Processes;
using Understudy.Tests.Repository;

namespace Understudy.SystemTests.Wire;

/// <summary>docs/peer/peer.py, which knows of this project only what docs/protocol.md says.</summary>
internal static class PythonPeer
{
    private static readonly string? Python = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);

    public static void SkipWhereThereIsNoPython()
        => Assert.SkipWhen(Python is null, "the peer in docs/peer needs python3");

    /// <summary>Starts the peer with these arguments, separated by single spaces.</summary>
    public static ProgramProcess Start(string arguments)
    {
        var start = new ProcessStartInfo(Python!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // -B: it leaves no compiled files in the repository.
        string script = Path.Combine(SourceTree.Root, "docs", "peer", "peer.py");
        foreach (string argument in (string[])["-B", script, .. arguments.Split(' ')])
            start.ArgumentList.Add(argument);
        return ProgramProcess.Start(start);
    }
}
