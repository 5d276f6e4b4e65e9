using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>Requests of the framed dialect.</summary>
internal sealed class FramedRequests : IRequestDialect
{
    private readonly uint _cluster;
    private readonly int _maxBytes;

    public FramedRequests(uint cluster, int maxDatagramBytes)
    {
        _cluster = cluster;
        _maxBytes = maxDatagramBytes;
    }

    public int ReplyPrefix => ReplyFrame.PayloadOffset;

    public DatagramStatus Read(RequestJob job, out RequestTerms terms, out bool isProbe)
    {
        terms = default;
        isProbe = false;
        ReadOnlySpan<byte> datagram = job.Datagram;
        DatagramStatus status = FrameHeader.TryParse(datagram, _cluster, out FrameHeader header);
        if (status != DatagramStatus.Ok)
            return status;

        isProbe = header.Kind == FrameKind.Probe;
        if (isProbe)
            return status;
        if (header.Kind != FrameKind.Request)
            return DatagramStatus.UnknownKind;
        status = RequestFrame.TryParse(datagram, _maxBytes, out RequestFrame frame);
        if (status != DatagramStatus.Ok)
            return status;

        bool spread = (header.Flags & FrameFlags.Spread) != 0;
        terms = new RequestTerms(frame.RankLimit, spread, header.Sender, header.Sequence);
        job.Identify(new RequestKey(header.Sender, header.Sequence), RequestFrame.PayloadOffset);
        return status;
    }

    public void Complete(RequestJob job, HandlerStatus status)
    {
        RequestKey key = job.Key ?? default;
        byte code = status == HandlerStatus.Ok ? ReplyFrame.Done : ReplyFrame.Rejected;
        var header = new FrameHeader(FrameKind.Reply, job.IsBusy ? FrameFlags.Busy : FrameFlags.None, _cluster, key.Client, key.Number);
        new ReplyFrame(code, (byte)job.ServerId, (byte)Math.Min(job.Rank, byte.MaxValue)).WritePrefix(job.Reply.Prefix, header);
    }
}
