using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Understudy.SystemTests.Processes;

/// <summary>The signals of Linux that the tests send.</summary>
internal readonly partial record struct UnixSignal(int Number)
{
    public static readonly UnixSignal Interrupt = new(2);
    public static readonly UnixSignal Terminate = new(15);
    public static readonly UnixSignal Continue = new(18);
    public static readonly UnixSignal Stop = new(19);

    public void SendTo(int processId)
    {
        if (Kill(processId, Number) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
