using System.Runtime.InteropServices;

namespace Understudy.Cli.Bench;

/// <summary>Waits for a moment to some microseconds, at little cost. Used by one thread, its own.</summary>
/// <remarks>
/// .NET waits in whole milliseconds, and a thread that spins instead takes a core from the servers it measures. The
/// kernel's own clock is finer: a sleeping thread is woken some 30 µs late. So it sleeps until a little earlier, and
/// gives way to others for the rest. At 5,000 waits a second, measured here, that takes an eighth of a core, where
/// spinning takes all of it. On a busy machine the thread is woken too late to have any rest.
/// </remarks>
internal sealed partial class FineWait
{
    private const int SetTimerSlack = 29;
    private const int NanosecondsPerMicrosecond = 1000;

    /// <summary>How long before the moment the thread is to be woken.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMicroseconds(50);

    private readonly TimeProvider _time;

    public FineWait(TimeProvider time)
    {
        _time = time;

        // The kernel may wake a thread 50 µs late, to do so together with others. Not this one.
        if (OperatingSystem.IsLinux())
            _ = Control(SetTimerSlack, 1, 0, 0, 0);
    }

    /// <param name="moment">A timestamp of the clock, at most some milliseconds away.</param>
    public void Until(long moment)
    {
        while (_time.GetElapsedTime(_time.GetTimestamp(), moment) is var rest && rest > TimeSpan.Zero)
        {
            if (rest > Early && !OperatingSystem.IsWindows())
                _ = Sleep(new Timespan(0, (nint)((rest - Early).TotalMicroseconds * NanosecondsPerMicrosecond)), 0);
            else
                Thread.Yield();
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Timespan time, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    private readonly record struct Timespan(nint Seconds, nint Nanoseconds);
}
