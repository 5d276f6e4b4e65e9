using Understudy.Simulation.Plans;

namespace Understudy.Simulation.Hosts;

/// <summary>A client's network interface, and the transport that it has open on it.</summary>
internal sealed class ClientInterface
{
    private static readonly SendResult Failure = SendResult.Failed("Network is unreachable");

    private readonly int _host;
    private bool _isDown;
    private bool _hasMoved;

    public ClientInterface(int host) => _host = host;

    /// <summary>How it goes to send now.</summary>
    public SendResult Sending => _isDown || _hasMoved ? Failure : SendResult.Sent;

    /// <summary>Other faults are active now.</summary>
    public void Suffer(List<Fault> active)
    {
        _isDown = false;
        foreach (Fault fault in active)
        {
            if (fault.Kind != FaultKind.Unplugged || fault.Host != _host)
                continue;
            _isDown = true;
            _hasMoved |= fault.Amount == 1;
        }
    }

    /// <summary>Opens a transport in place of the one that is open, at the address of now.</summary>
    public SendResult Reopen()
    {
        if (_isDown)
            return Failure;

        _hasMoved = false;
        return SendResult.Sent;
    }
}
