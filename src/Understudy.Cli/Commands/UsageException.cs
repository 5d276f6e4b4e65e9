namespace Understudy.Cli.Commands;

/// <summary>The command line, or an environment variable, asks for what cannot be: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
