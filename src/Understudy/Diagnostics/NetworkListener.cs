using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Understudy.Server;

namespace Understudy.Diagnostics;

/// <summary>
/// Logs what happens to a server's transports: each trouble once, and its end. Two troubles are the same if the system
/// gives the same error code; the sentence may list what changes meanwhile, such as the machine's interfaces.
/// </summary>
/// <remarks>Called by the thread that starts the server, and then by the heartbeat thread.</remarks>
internal sealed class NetworkListener
{
    private readonly ILogger _logger;
    private readonly int?[] _troubles = new int?[Enum.GetValues<Lane>().Length];

    public NetworkListener(ILogger logger) => _logger = logger;

    /// <summary>The first transport was opened.</summary>
    public void Opened(Lane lane, IDatagramTransport transport)
    {
        if (transport.Warning is { } warning)
            _logger.OpenedWithWarning(GroupName.Of(lane), warning);
    }

    /// <summary>The server waits for its network.</summary>
    public void Awaits(NetworkException trouble, TimeSpan atMost)
        => _logger.NetworkAwaited(atMost.TotalSeconds, trouble.Message);

    /// <summary>Another transport was opened.</summary>
    public void Replaced(Lane lane, IDatagramTransport transport)
    {
        if (_troubles[(int)lane] is not null)
            _logger.NetworkBack(GroupName.Of(lane), transport.Place);
        _troubles[(int)lane] = null;
    }

    /// <summary>No transport can be opened.</summary>
    public void Fails(Lane lane, NetworkException trouble)
    {
        int code = (trouble.InnerException as ExternalException)?.ErrorCode ?? 0;
        if (_troubles[(int)lane] != code)
            _logger.NetworkFails(GroupName.Of(lane), trouble.Message);
        _troubles[(int)lane] = code;
    }
}
