namespace Understudy;

/// <summary>
/// The base of the exceptions of this library. The message is a sentence for a person.
/// </summary>
public abstract class UnderstudyException : Exception
{
    private protected UnderstudyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
