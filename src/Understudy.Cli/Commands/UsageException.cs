namespace Understudy.Cli.Commands;

/// <summary>The command line, or an environment variable, asks for what cannot be.</summary>
internal sealed class UsageException : Exception
{
    /// <param name="message">What, and what would do.</param>
    public UsageException(string message)
        : base(message)
    {
    }
}
