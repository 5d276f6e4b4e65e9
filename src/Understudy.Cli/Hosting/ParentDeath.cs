using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>
/// A server that was paused (SIGSTOP) cannot see its standard input end. On Linux the kernel can wake it when the
/// process that started it dies, however that died.
/// </summary>
/// <remarks>
/// The signal comes when the starting <em>thread</em> ends, and again for each thread that inherits the child, so it
/// may come early. That is why it is SIGCONT, which does nothing to a process that runs, and not SIGKILL.
/// </remarks>
internal static partial class ParentDeath
{
    private const int SetParentDeathSignal = 1;
    private const int ContinueOnLinux = 18;

    public static void WakeMeWhenItComes()
    {
        // Without it all works but this one case, so a failure is none.
        if (OperatingSystem.IsLinux())
            _ = Control(SetParentDeathSignal, ContinueOnLinux, 0, 0, 0);
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);
}
