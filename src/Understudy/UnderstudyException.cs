namespace Understudy;

/// <summary>
/// The base of every exception this library throws on purpose; its message is a sentence for a person.
/// </summary>
public abstract class UnderstudyException : Exception
{
    private protected UnderstudyException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
