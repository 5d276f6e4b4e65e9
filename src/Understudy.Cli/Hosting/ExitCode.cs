namespace Understudy.Cli.Hosting;

/// <summary>What the program tells the shell. Work that a signal cuts short ends with 128 and its number.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int NoAnswer = 3;
    public const int Rejected = 4;

    /// <summary>By SIGHUP, as where the terminal goes away.</summary>
    public const int HungUp = 129;

    /// <summary>By SIGINT, as with Ctrl-C.</summary>
    public const int Interrupted = 130;

    public const int Terminated = 143;
}
