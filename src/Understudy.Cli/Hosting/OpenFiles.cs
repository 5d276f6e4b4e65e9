using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>
/// Tells where the system lets the program open fewer files than it takes to start one. What fails then, and in which
/// words, is up to chance: the runtime opens each part of the program when it is used first.
/// </summary>
internal static partial class OpenFiles
{
    /// <summary>The runtime opens about a hundred; a native program has all in one.</summary>
    private const int Needed = 128;

    private const int LimitOfFiles = 7;

    /// <summary>What to say of the limit; null where it is no trouble, or is not known.</summary>
    public static string? Warning()
    {
        // The limit that holds, and how far it may be raised.
        Span<nuint> limits = stackalloc nuint[2];
        bool isKnown = OperatingSystem.IsLinux() && RuntimeFeature.IsDynamicCodeSupported;
        return isKnown && GetLimits(LimitOfFiles, ref limits[0]) == 0 && limits[0] < Needed
            ? $"understudy: only {limits[0]} files may be open at once, and it takes {Needed}: "
                + "raise the limit, as by 'ulimit -n 1024' (systemd: LimitNOFILE=1024)."
            : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimits(int resource, ref nuint limits);
}
