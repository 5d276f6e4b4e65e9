using System.Globalization;
using System.Text;
using Understudy.Lab.Reporting;
using Understudy.Protocol;

namespace Understudy.Lab.Probing;

/// <summary>
/// The requests of a probe, and the answers to each: none, one, or more. Without clock or socket; one that asks and one
/// that hears may use it at the same time.
/// </summary>
internal sealed class ProbeTally
{
    private readonly IDialect _dialect;
    private readonly ulong _client;
    private readonly int[] _answers;
    private int _asked;
    private int _wrong;

    /// <param name="network">Whom it asks.</param>
    /// <param name="client">A random number that tells this client from others.</param>
    /// <param name="requests">How many will be sent.</param>
    public ProbeTally(NetworkOptions network, ulong client, int requests)
    {
        _dialect = Dialects.Make(network, MembershipOptions.HighestId);
        _client = client;
        _answers = new int[requests];
    }

    /// <summary>The next request, for the first in line alone: each has a sum of its own to do.</summary>
    public byte[] Ask()
    {
        int number = _asked++;
        byte[] payload = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}+1"));
        byte[] frame = new byte[_dialect.RequestPrefix + payload.Length];
        var request = new RequestMessage(new RequestKey(_client, (ulong)number), new RequestTerms(RankLimit: 0));
        _dialect.Write(frame, request, payload);
        return frame;
    }

    /// <summary>A datagram has come; one that is no answer to this client is nothing.</summary>
    public void Hear(ReadOnlySpan<byte> datagram)
    {
        if (_dialect.TryRead(datagram, out ReplyMessage reply) != DatagramStatus.Ok
            || reply.Key is not { } key || key.Client != _client || key.Number >= (ulong)_answers.Length)
        {
            return;
        }

        int number = (int)key.Number;
        string sum = string.Create(CultureInfo.InvariantCulture, $"{number + 1}");
        if (reply.Status != ReplyStatus.Done || Encoding.UTF8.GetString(datagram[reply.Payload]) != sum)
            Interlocked.Increment(ref _wrong);
        Interlocked.Increment(ref _answers[number]);
    }

    public ProbeReport Report()
    {
        int[] answers = _answers[.._asked];
        return new ProbeReport
        {
            Asked = _asked,
            AnsweredOnce = answers.Count(one => one == 1),
            AnsweredNot = answers.Count(one => one == 0),
            AnsweredTwice = answers.Count(one => one > 1),
            Wrong = Volatile.Read(ref _wrong),
        };
    }
}
