using System.Runtime.InteropServices;

namespace Understudy.Cli.Hosting;

/// <summary>Tells whether the program was given a standard input, output and error at all.</summary>
/// <remarks>
/// A shell closes one by <c>&lt;&amp;-</c>, and a careless service manager all three. The runtime then gets their
/// numbers for files of its own: a read of "standard input" waits for ever, and a write goes into something else.
/// </remarks>
internal static partial class StandardHandle
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetFlags = 1;

    /// <summary>
    /// Whether the descriptor came from whoever started the program: what came is not closed at the start of a program,
    /// or it would not have come, while the runtime marks all that it opens so.
    /// </summary>
    public static bool IsGiven(int descriptor) => OperatingSystem.IsWindows() || Control(descriptor, GetFlags) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);
}
