using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Understudy.SystemTests.Processes;

/// <summary>The signals of Linux that the tests send.</summary>
internal readonly partial record struct UnixSignal(int Number)
{
    public static readonly UnixSignal HangUp = new(1);
    public static readonly UnixSignal Interrupt = new(2);
    public static readonly UnixSignal Terminate = new(15);
    public static readonly UnixSignal Continue = new(18);
    public static readonly UnixSignal Stop = new(19);

    /// <summary>
    /// Skips a test of a signal that programs started from here ignore: a shell without job control has what it runs
    /// in the background ignore SIGINT, and children take that over.
    /// </summary>
    public void SkipWhereIgnored()
    {
        string mask = File.ReadLines("/proc/self/status").First(
            line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        ulong ignored = Convert.ToUInt64(mask.Split('\t')[1], 16);
        Assert.SkipWhen(
            (ignored & (1UL << (Number - 1))) != 0,
            $"signal {Number} is ignored here, as in the background of a script");
    }

    public void SendTo(int processId)
    {
        if (Kill(processId, Number) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
