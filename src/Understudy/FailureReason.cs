namespace Understudy;

/// <summary>Why a server could not carry a request out. Another server may: the client has asked it, too.</summary>
public enum FailureReason
{
    /// <summary>It did not fail.</summary>
    None = 0,

    /// <summary>The handler threw an exception, which the server's log has.</summary>
    HandlerFailed = 1,

    /// <summary>
    /// The handler's reply does not fit one datagram (<see cref="NetworkOptions.MaxDatagramBytes"/>).
    /// </summary>
    ReplyTooLarge = 2,

    /// <summary>The server stops, and has told the handler to give the request up.</summary>
    ShuttingDown = 3,
}
