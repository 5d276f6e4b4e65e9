using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Simulation.Hosts;

/// <summary>Hears what a client's engine made of one datagram.</summary>
internal sealed class ClientWitness : IClientEvents
{
    public DatagramStatus Status { get; private set; }

    /// <summary>Whether it was a reply to a request that was over.</summary>
    public bool HasHeardAgain { get; private set; }

    /// <summary>The next datagram comes.</summary>
    public void Forget()
    {
        Status = DatagramStatus.Ok;
        HasHeardAgain = false;
    }

    public void Dropped(DatagramStatus reason) => Status = reason;

    public void AnsweredAgain() => HasHeardAgain = true;
}
