using System.Net;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Transport;

namespace Understudy.Serving;

/// <summary>
/// Holds the channel to one group and replaces it when it is out of date. A server outlives its network: where a
/// channel cannot be opened, the reason is said once, and it is tried again.
/// </summary>
/// <remarks><see cref="Get"/> belongs to one thread; the rest may be called from any.</remarks>
internal sealed class ChannelKeeper : IDisposable
{
    private readonly IPEndPoint _group;
    private readonly string _name;
    private readonly NetworkOptions _options;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    private volatile MulticastChannel? _channel;
    private int _epoch;
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

    /// <summary>The datagrams that the kernel dropped, over all channels to this group.</summary>
    public long KernelDrops
    {
        get
        {
            lock (_gate)
                return _earlierKernelDrops + (_channel?.KernelDrops() ?? 0);
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
        Install(channel, epoch: 0);
        return channel.Local;
    }

    /// <summary>The channel, replaced first if it is of an earlier epoch; null where none can be opened now.</summary>
    public MulticastChannel? Get(int epoch)
    {
        if (_channel is { } current && _epoch == epoch)
            return current;

        lock (_gate)
            Discard();
        try
        {
            MulticastChannel channel = MulticastChannel.Open(_group, _options);
            if (_trouble is not null)
                _logger.NetworkBack(_name, channel.Local.Name, channel.Local.Address);
            _trouble = null;
            return Install(channel, epoch);
        }
        catch (NetworkException error)
        {
            if (_trouble != error.Message)
                _logger.NetworkFails(_name, error.Message);
            _trouble = error.Message;
            return null;
        }
    }

    /// <summary>
    /// Gives the channel up, and so ends a wait for a datagram that is going on in it, if it is of an earlier epoch. One
    /// that the owner has already replaced is left alone.
    /// </summary>
    public void Interrupt(int epoch)
    {
        lock (_gate)
        {
            if (_epoch != epoch)
                Discard();
        }
    }

    /// <summary>Closes the channel, ends a wait that is going on in it, and opens no other.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Discard();
        }
    }

    private MulticastChannel? Install(MulticastChannel channel, int epoch)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                channel.Dispose();
                return null;
            }

            _channel = channel;
            _epoch = epoch;
            return channel;
        }
    }

    /// <summary>Called with the gate held.</summary>
    private void Discard()
    {
        if (_channel is not { } channel)
            return;

        _earlierKernelDrops += channel.KernelDrops();
        channel.Dispose();
        _channel = null;
    }
}
