using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Transport;

namespace Understudy.Driving;

/// <summary>
/// Holds the channel to one group, and replaces it when it is out of date. A server outlives its network: where a
/// channel cannot be opened, the reason is said once, and it is tried again.
/// </summary>
/// <remarks>The heartbeat thread opens and replaces; the rest may be called from any thread.</remarks>
internal sealed class ChannelKeeper : IDisposable
{
    private readonly IPEndPoint _group;
    private readonly string _name;
    private readonly NetworkOptions _options;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    private volatile MulticastChannel? _current;
    private string? _trouble;
    private long _earlierKernelDrops;
    private bool _disposed;

    public ChannelKeeper(string name, IPEndPoint group, NetworkOptions options, ILogger logger)
    {
        _name = name;
        _group = group;
        _options = options;
        _logger = logger;
    }

    /// <summary>The channel, or null while none can be opened.</summary>
    public MulticastChannel? Current => _current;

    /// <summary>Sends to one peer by the channel of this moment.</summary>
    public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram)
    {
        SocketError error = _current?.Send(datagram, peer.SocketAddress) ?? SocketError.NetworkDown;
        return error == SocketError.Success ? SendResult.Sent : SendResult.Failed(new SocketException((int)error).Message);
    }

    /// <summary>The datagrams that the kernel dropped, over all channels to this group.</summary>
    public long KernelDrops
    {
        get
        {
            lock (_gate)
                return _earlierKernelDrops + (_current?.KernelDrops() ?? 0);
        }
    }

    /// <summary>Opens the first channel.</summary>
    /// <returns>The interface it is on.</returns>
    /// <exception cref="NetworkException">The network does not let it.</exception>
    public InterfaceAddress Open()
    {
        MulticastChannel channel = MulticastChannel.Open(_group, _options);
        if (channel.ReceiveBufferBytes < _options.ReceiveBufferBytes)
            _logger.SmallBuffer(_name, channel.ReceiveBufferBytes, _options.ReceiveBufferBytes);
        Install(channel);
        return channel.Local;
    }

    /// <summary>
    /// Opens a new channel and closes the old one, which ends a wait that is going on in it and throws away what
    /// waited. From then on, a request that is still read from the old one is out of date.
    /// </summary>
    public void Replace()
    {
        try
        {
            MulticastChannel channel = MulticastChannel.Open(_group, _options);
            if (_trouble is not null)
                _logger.NetworkBack(_name, channel.Local.Name, channel.Local.Address);
            _trouble = null;
            Install(channel);
        }
        catch (NetworkException error)
        {
            if (_trouble != error.Message)
                _logger.NetworkFails(_name, error.Message);
            _trouble = error.Message;
            Install(null);
        }
    }

    /// <summary>Hears no more and opens no other channel; replies can still be sent until it is disposed.</summary>
    public void StopReceiving()
    {
        lock (_gate)
        {
            _disposed = true;
            _current?.StopReceiving();
        }
    }

    /// <summary>Closes the channel, ends a wait that is going on in it, and opens no other.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        Install(null);
    }

    private void Install(MulticastChannel? channel)
    {
        lock (_gate)
        {
            if (_disposed && channel is not null)
            {
                channel.Dispose();
                return;
            }

            MulticastChannel? old = _current;
            _current = channel;
            _earlierKernelDrops += old?.KernelDrops() ?? 0;
            old?.Dispose();
        }
    }
}
