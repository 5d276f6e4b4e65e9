using Microsoft.Extensions.Logging;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>Counts the bad datagrams of one group, and says one line a second about each kind of them.</summary>
internal sealed class DropLog
{
    private readonly ILogger _logger;
    private readonly ServerMeters _meters;
    private readonly string _group;
    private readonly LineLimit[] _limits = [.. Enum.GetValues<DatagramStatus>().Select(_ => new LineLimit())];

    public DropLog(ILogger logger, ServerMeters meters, string group)
    {
        _logger = logger;
        _meters = meters;
        _group = group;
    }

    public void Dropped(Peer sender, int length, DatagramStatus reason, TimeSpan now)
    {
        _meters.Drop(_group, reason);
        if (_limits[(int)reason].Allows(now, out Alike alike))
            _logger.Dropped(sender, length, _group, Sentences.Of(reason), alike);
    }
}
