using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary>The command line, or an environment variable, asks for what cannot be.</summary>
/// <param name="message">What, and what would do.</param>
/// <param name="exitCode">2, unless the words are right and only the network cannot be had that way.</param>
internal sealed class UsageException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode => exitCode;
}
