namespace Understudy.Cli.Demo;

/// <summary>The demonstration cannot go on; the message is a sentence for a person.</summary>
internal sealed class DemoException : Exception
{
    public DemoException(string message)
        : base(message)
    {
    }
}
