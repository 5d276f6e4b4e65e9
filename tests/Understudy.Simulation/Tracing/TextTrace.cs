using System.Globalization;
using System.Text;
using Understudy.Protocol;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Tracing;

/// <summary>
/// A trace to read: one line for each thing that happens, in the order of time. There is none unless somebody asks, so
/// that no run pays for it.
/// </summary>
internal sealed class TextTrace
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

    /// <summary>A datagram was sent; to a host, or to a group where that is negative.</summary>
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

    /// <summary>Anything else that happens to a host; the network where that is negative.</summary>
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
        if (datagram.Length < FrameHeader.Length)
        {
            _text.Append("no frame");
            return;
        }

        var frame = new Frame(datagram);
        string what = frame.Kind switch
        {
            FrameKind.Heartbeat => $"heartbeat of {frame.Id}, incarnation {frame.Sender:x16}, {frame.Flags}",
            FrameKind.Request => $"request {frame.Number}, limit {frame.RankLimit}, {frame.Flags}",
            FrameKind.Reply => $"reply to {frame.Number} by {frame.ReplyId}, rank {frame.Rank}",
            _ => $"probe, {frame.Flags}",
        };
        _text.Append(what);
    }
}
