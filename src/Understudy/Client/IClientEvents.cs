using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>Listens to what happens in a client's engine. Called by whoever drives the engine.</summary>
internal interface IClientEvents
{
    /// <summary>A request has begun.</summary>
    void Begun()
    {
    }

    /// <summary>A request is sent once more.</summary>
    void Repeated()
    {
    }

    /// <summary>A request was answered for the first time.</summary>
    void Answered(Reply reply)
    {
    }

    /// <summary>A reply has come to a request that was answered or given up before.</summary>
    void AnsweredAgain()
    {
    }

    /// <summary>A datagram was no reply to this client.</summary>
    void Dropped(DatagramStatus reason)
    {
    }

    /// <summary>A request is over without an answer.</summary>
    /// <param name="failure">What its caller is told.</param>
    void GivenUp(UnderstudyException failure)
    {
    }

    /// <summary>A datagram could not be sent, for the first time since the network worked.</summary>
    void NetworkFails(string problem)
    {
    }

    /// <summary>A datagram could be sent, for the first time since the network failed.</summary>
    void NetworkIsBack()
    {
    }

    /// <summary>The transport was replaced.</summary>
    void Reopened()
    {
    }
}
