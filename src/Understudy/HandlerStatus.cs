namespace Understudy;

/// <summary>What a handler made of a request: the reply says it to the client.</summary>
public enum HandlerStatus
{
    /// <summary>The request was carried out; the reply's payload is its result.</summary>
    Ok = 0,

    /// <summary>
    /// The handler refuses this request, and would refuse it again: the payload says why. It is an answer like any
    /// other, not a failure: the client does not ask another server.
    /// </summary>
    Rejected = 1,
}
