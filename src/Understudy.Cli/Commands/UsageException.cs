using Codes = Understudy.Cli.Hosting.ExitCode;

namespace Understudy.Cli.Commands;

/// <summary>The command line, or an environment variable, asks for what cannot be.</summary>
internal sealed class UsageException : Exception
{
    /// <param name="message">What, and what would do.</param>
    /// <param name="exitCode">2, unless the words are right and only the network cannot be had that way.</param>
    public UsageException(string message, int exitCode = Codes.Usage)
        : base(message)
        => ExitCode = exitCode;

    public int ExitCode { get; }
}
