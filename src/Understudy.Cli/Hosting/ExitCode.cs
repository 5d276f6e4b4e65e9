namespace Understudy.Cli.Hosting;

/// <summary>What the program tells the shell. A signal gives 128 and its number.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int NoAnswer = 3;
    public const int Rejected = 4;
    public const int Interrupted = 130;
    public const int Terminated = 143;
}
