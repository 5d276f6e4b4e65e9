namespace Understudy;

/// <summary>Nobody answered a request within the client's timeout, however often it was repeated.</summary>
public sealed class NoAnswerException : UnderstudyException
{
    internal NoAnswerException(int attempts, TimeSpan elapsed, string message)
        : base(message)
    {
        Attempts = attempts;
        Elapsed = elapsed;
    }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; }

    /// <summary>How long the client waited, from the first attempt.</summary>
    public TimeSpan Elapsed { get; }
}
