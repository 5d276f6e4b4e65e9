using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>Writes what a server says to the heartbeat group, and counts it. Safe from any thread.</summary>
internal sealed class HeartbeatWriter
{
    private readonly IDialect _dialect;
    private readonly Incarnation _incarnation;
    private readonly SharedSettings _settings;
    private readonly RequestCounts _counts;

    /// <param name="dialect">Writes datagrams.</param>
    /// <param name="incarnation">The number that tells this start of this server from every other.</param>
    /// <param name="settings">What should be alike on all servers.</param>
    /// <param name="counts">What the server tells of its requests.</param>
    public HeartbeatWriter(IDialect dialect, Incarnation incarnation, in SharedSettings settings, RequestCounts counts)
    {
        _dialect = dialect;
        _incarnation = incarnation;
        _settings = settings;
        _counts = counts;
    }

    /// <summary>
    /// Whether a heartbeat can say why its sender is not to be counted on. If not, it must send none.
    /// </summary>
    public bool TellsWhyNot => _dialect.HasProbes;

    /// <summary>A period is over.</summary>
    public void Tick(TimeSpan now)
    {
        _counts.Tick(now);
        _incarnation.BeginPeriod();
    }

    /// <summary>Somebody else has spoken in this server's name: it takes another.</summary>
    public void Rename() => _incarnation.Renew();

    /// <summary>What should be alike on all servers, as this one has it.</summary>
    public SharedSettings Settings => _settings;

    /// <summary>Writes that this server is there, or that it leaves.</summary>
    /// <returns>The length of the datagram; 0 where the dialect has no such heartbeat.</returns>
    public int WriteHeartbeat(
        Span<byte> destination, int id, NotServingReason why, TimeSpan now, bool leaving)
    {
        var heartbeat = new HeartbeatMessage(
            _incarnation.Number,
            _incarnation.Next(),
            id,
            leaving,
            NotServing: why,
            Load: _counts.Load,
            Settings: _settings,
            UptimeMicroseconds: (ulong)now.TotalMicroseconds,
            RequestsHeard: _counts.Heard,
            RequestsAnswered: _counts.Answered);
        return _dialect.Write(destination, heartbeat);
    }

    /// <summary>Writes the question who is there.</summary>
    /// <param name="destination">Takes it.</param>
    /// <param name="choosing">Whether this server will take an id that is free.</param>
    /// <returns>The length of the datagram; 0 where the dialect has no probes.</returns>
    public int WriteProbe(Span<byte> destination, bool choosing)
        => _dialect.Write(destination, new ProbeMessage(_incarnation.Number, _incarnation.Next(), choosing));

    /// <summary>Writes what the server sends to the request group to hear it.</summary>
    /// <returns>The length of the datagram; 0 where the dialect has no probes.</returns>
    public int WriteCheck(Span<byte> destination)
        => _dialect.Write(destination, new ProbeMessage(_incarnation.Number, _incarnation.Next(), IsCheck: true));
}
