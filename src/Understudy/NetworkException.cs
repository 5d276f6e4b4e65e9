namespace Understudy;

/// <summary>
/// The network does not let the server or client begin: no such interface, a port taken, no permission. The message
/// names the setting and the cure.
/// </summary>
/// <remarks>Thrown only at the start. Once running, a server or client survives its network and says so in its log.</remarks>
public sealed class NetworkException : UnderstudyException
{
    internal NetworkException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
