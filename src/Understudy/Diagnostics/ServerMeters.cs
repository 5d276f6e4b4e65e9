using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>The meters of a server, under the meter name <c>Understudy</c>.</summary>
internal sealed class ServerMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _heard;
    private readonly Counter<long> _sendFailures;
    private volatile object? _serverId;

    /// <param name="serverId">The server's id; null while it has none.</param>
    /// <param name="kernelDrops">Counts the datagrams that the kernel dropped.</param>
    /// <param name="factory">Makes the meter; null for one of the server's own.</param>
    public ServerMeters(int? serverId, Func<long> kernelDrops, IMeterFactory? factory)
    {
        Identify(serverId);
        var options = new MeterOptions(UnderstudyDiagnostics.MeterName);
        _meter = factory?.Create(options) ?? new Meter(options);
        _requests = _meter.CreateCounter<long>(
            "understudy.requests", "{request}", "Requests heard, by what was done about them.");
        _answers = _meter.CreateCounter<long>(
            "understudy.answers", "{answer}", "Answers sent, by what the handler made of the request.");
        _drops = _meter.CreateCounter<long>(
            "understudy.datagrams.dropped", "{datagram}", "Datagrams that were not what they should be, by reason.");
        _sent = _meter.CreateCounter<long>("understudy.heartbeats.sent", "{heartbeat}", "Heartbeats sent.");
        _heard = _meter.CreateCounter<long>("understudy.heartbeats.heard", "{heartbeat}", "Heartbeats heard.");
        _sendFailures = _meter.CreateCounter<long>(
            "understudy.send.failures", "{datagram}", "Datagrams that the system refused to send.");
        _meter.CreateObservableCounter(
            "understudy.kernel.drops",
            () => new Measurement<long>(kernelDrops(), Server),
            "{datagram}",
            "Datagrams the kernel dropped: the buffers were full.");
    }

    private KeyValuePair<string, object?> Server => new("understudy.server.id", _serverId);

    /// <summary>The server has taken an id, or lost it: then null.</summary>
    public void Identify(int? serverId) => _serverId = serverId;

    public void Request(Decision decision) => _requests.Count(Server, Tag("decision", decision.Name));

    public void Answer(string outcome) => _answers.Count(Server, Tag("outcome", outcome));

    public void Drop(string group, DatagramStatus reason)
        => _drops.Count(Server, Tag("group", group), Tag("reason", Names<DatagramStatus>.Of(reason)));

    public void HeartbeatSent() => _sent.Count(Server);

    public void HeartbeatHeard() => _heard.Count(Server);

    public void SendFailure() => _sendFailures.Count(Server);

    public void Dispose() => _meter.End();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <summary>The names of an enum's values, made once: a count per datagram must not allocate.</summary>
    private static class Names<T>
        where T : struct, Enum
    {
        private static readonly string[] All = Enum.GetNames<T>();

        public static string Of(T value)
        {
            // A cast would box.
            int index = Unsafe.BitCast<T, int>(value);
            Debug.Assert(index < All.Length, "The enum's values count up from 0.");
            return All[index];
        }
    }
}
