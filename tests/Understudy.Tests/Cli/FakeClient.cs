using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Understudy.Tests.Cli;

/// <summary>Answers by a function instead of a network.</summary>
internal sealed class FakeClient(Func<string, Task<Reply>> answer) : IUnderstudyClient
{
    public ConcurrentQueue<string> Requests { get; } = [];

    public ClientStatistics Statistics { get; init; }

    public static Reply Reply(
        string payload, HandlerStatus status = HandlerStatus.Ok, int? server = null, int? rank = null)
        => new()
        {
            Status = status,
            Payload = Encoding.UTF8.GetBytes(payload),
            Sender = new Peer(new IPEndPoint(IPAddress.Loopback, 4000)),
            ServerId = server,
            Rank = rank,
            Attempts = 1,
            Elapsed = TimeSpan.FromMilliseconds(0.4123),
        };

    public static FakeClient Answering(string payload, HandlerStatus status = HandlerStatus.Ok)
        => new(_ => Task.FromResult(Reply(payload, status)));

    /// <summary>What the library makes of the classic dialect's only rejection.</summary>
    public static Reply ClassicRejection() => Reply("Invalid Expression!", HandlerStatus.Rejected);

    public static FakeClient Silent(Presence presence = Presence.Unknown)
        => new(_ => Task.FromException<Reply>(new NoAnswerException(9, TimeSpan.FromSeconds(5), presence)));

    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(request.Span);
        Requests.Enqueue(text);
        return answer(text);
    }

    public Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> request, RequestOrder order, CancellationToken cancellationToken)
        => RequestAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
