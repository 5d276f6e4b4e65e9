using System.Globalization;
using System.Text;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;
using Understudy.Wire;

namespace Understudy.Simulation.Tracing;

/// <summary>A trace to read: one line for each thing that happens, in the order of time.</summary>
internal sealed class TextTrace : ITrace
{
    private readonly StringBuilder _text = new();
    private readonly EventQueue _events;
    private readonly int _servers;

    public TextTrace(EventQueue events, int servers)
    {
        _events = events;
        _servers = servers;
    }

    public string Text => _text.ToString();

    public void Sent(int from, int to, Channels channel, ReadOnlySpan<byte> datagram)
    {
        Begin(from);
        _text.Append("→ ").Append(to < 0 ? $"all, {channel}" : Name(to)).Append(": ");
        Describe(datagram);
        _text.Append('\n');
    }

    public void Lost(int from, int to)
    {
        Begin(from);
        _text.Append(CultureInfo.InvariantCulture, $"  lost to {Name(to)}\n");
    }

    public void Say(int host, string what)
    {
        Begin(host);
        _text.Append(what).Append('\n');
    }

    private void Begin(int host)
    {
        double seconds = _events.Now / (double)Durations.Second;
        _text.Append(CultureInfo.InvariantCulture, $"{seconds,11:0.000000}  {Name(host),-4} ");
    }

    private string Name(int host)
        => host < 0 ? "net" : host < _servers ? $"h{host}" : $"c{host - _servers}";

    private void Describe(ReadOnlySpan<byte> datagram)
    {
        uint cluster = ClusterName.Hash("default");
        if (FrameHeader.TryParse(datagram, cluster, out FrameHeader header) != DatagramStatus.Ok)
            _text.Append("no frame");
        else if (header.Kind == FrameKind.Heartbeat)
            _text.Append(CultureInfo.InvariantCulture, $"heartbeat of {datagram[24]}, incarnation {header.Sender:x16}, {header.Flags}");
        else if (header.Kind == FrameKind.Request)
            _text.Append(CultureInfo.InvariantCulture, $"request {header.Sequence}, limit {datagram[RequestFrame.RankLimitOffset]}, {header.Flags}");
        else if (header.Kind == FrameKind.Reply)
            _text.Append(CultureInfo.InvariantCulture, $"reply to {header.Sequence} by {datagram[25]}, rank {datagram[26]}");
        else
            _text.Append(CultureInfo.InvariantCulture, $"probe, {header.Flags}");
    }
}
