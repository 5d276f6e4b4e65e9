using System.Buffers;
using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>Requests of the classic dialect: text, and no number to tell a repeat by.</summary>
internal sealed class ClassicRequests : IRequestDialect
{
    private readonly int _maxBytes;

    public ClassicRequests(int maxDatagramBytes) => _maxBytes = maxDatagramBytes;

    public int ReplyPrefix => 0;

    public DatagramStatus Read(RequestJob job, out RequestTerms terms, out bool isProbe)
    {
        terms = new RequestTerms(RankLimit: 0);
        isProbe = false;
        return ClassicText.Check(job.Datagram, _maxBytes);
    }

    public void Complete(RequestJob job, HandlerStatus status)
    {
        if (status == HandlerStatus.Ok)
            return;
        job.Reply.Reset(prefix: 0);
        job.Reply.Write(ClassicText.Rejection);
    }
}
