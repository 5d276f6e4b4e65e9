using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>Stops a process in its tracks, and lets it go on: SIGSTOP and SIGCONT.</summary>
internal static partial class ProcessSignal
{
    /// <summary>Windows has no such signals.</summary>
    public static bool IsSupported => !OperatingSystem.IsWindows();

    // The numbers differ between Linux and the BSDs, macOS among them.
    private static int StopNumber => OperatingSystem.IsLinux() ? 19 : 17;

    private static int ContinueNumber => OperatingSystem.IsLinux() ? 18 : 19;

    public static bool Stop(Process process) => Send(process.Id, StopNumber) == 0;

    public static bool Continue(Process process) => Send(process.Id, ContinueNumber) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
