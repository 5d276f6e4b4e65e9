using System.Diagnostics.Metrics;

namespace Understudy.Driving;

/// <summary>
/// Where requests are rehearsed: a network on which everything is sent and nothing arrives, and meters that nobody
/// reads.
/// </summary>
internal sealed class Stage : IDatagramNetwork, IDatagramTransport, IMeterFactory
{
    private const string MeterName = "Understudy.Rehearsal";

    public Peer Self { get; } = new();

    public string Place => "nowhere";

    public string? Warning => null;

    public bool IsOutOfDate => false;

    public long Dropped => 0;

    public IDatagramTransport OpenServer(Lane lane) => this;

    public IDatagramTransport OpenClient() => this;

    public SendResult SendToGroup(Lane lane, ReadOnlySpan<byte> datagram) => SendResult.Sent;

    public SendResult Send(Peer peer, ReadOnlySpan<byte> datagram) => SendResult.Sent;

    public int? Receive(Span<byte> buffer, Peer from, TimeSpan wait) => null;

    public void StopReceiving()
    {
    }

    public void Maintain(TimeSpan now)
    {
    }

    public Meter Create(MeterOptions options) => new(MeterName);

    public void Dispose()
    {
    }
}
