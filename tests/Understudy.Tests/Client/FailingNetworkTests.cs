using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>
/// What a client does where its datagrams cannot be sent, and what it tells those that get no answer.
/// </summary>
public class FailingNetworkTests
{
    private static readonly SendResult Unreachable = SendResult.Failed("Network is unreachable");

    private readonly DrivenClient _client = new();

    [Fact]
    public void Attempt_ThatCouldNotBeSent_IsSentOnATransportOpenedAnew()
    {
        _client.Sending = Unreachable;
        PendingRequest request = _client.Begin();
        Assert.Equal(["fails: Network is unreachable"], _client.Network);

        _client.Sending = SendResult.Sent;
        _client.Due(50);
        Assert.Equal(["fails: Network is unreachable", "reopened", "is back"], _client.Network);
        Assert.NotNull(_client.Reply(request.Number, id: 1, rank: 0, at: 51));
    }

    [Fact]
    public void Transport_OnWhichManyAttemptsFailed_IsOpenedAnewOnce()
    {
        _client.Sending = Unreachable;
        for (int begun = 0; begun < 20; begun++)
            _client.Begin(at: begun);
        _client.Sending = SendResult.Sent;
        for (int time = 50; time < 80; time++)
            _client.Due(time);
        Assert.Equal(["fails: Network is unreachable", "reopened", "is back"], _client.Network);
        Assert.Equal(RepeatWindow.Initial, _client.Repeats);
    }

    [Fact]
    public void Transport_ThatCannotBeOpened_IsTriedAgainWithTheNextRepeat()
    {
        _client.Sending = Unreachable;
        _client.Reopening = SendResult.Failed("There is no network interface 'eth7'.");
        _client.Begin();
        _client.Due(50);
        Assert.Equal(["fails: Network is unreachable"], _client.Network);

        _client.Sending = _client.Reopening = SendResult.Sent;
        _client.Due(150);
        Assert.Equal(["fails: Network is unreachable", "reopened", "is back"], _client.Network);
    }

    [Theory]
    [InlineData(null, "Network is unreachable")]
    [InlineData("There is no network interface 'eth7'.", "There is no network interface 'eth7'")]
    public void Request_WhoseLastAttemptCouldNotBeSent_IsToldWhy(string? problem, string reason)
    {
        _client.Sending = Unreachable;
        _client.Reopening = problem is null ? SendResult.Sent : SendResult.Failed(problem);
        PendingRequest request = _client.Begin();
        _client.Due(50);
        _client.Due(5000);
        string told = Assert.IsType<NetworkException>(request.Failure).Message;
        Assert.StartsWith($"The request cannot be sent: {reason}. ", told, StringComparison.Ordinal);
    }

    /// <summary>"Nobody is there" was told before anybody was asked, where the timeout was short.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(100)]
    [InlineData(2)]
    public void Request_ThatNobodyAnswers_HasAskedWhoIsThereWhenHalfOfItsTimeIsOver(int timeout)
    {
        var client = new DrivenClient(TimeSpan.FromMilliseconds(timeout));
        PendingRequest request = client.Begin();
        client.DueUntil((timeout / 2) - 1);
        Assert.Equal(0, client.Probes);
        client.DueUntil(timeout / 2);
        Assert.Equal(1, client.Probes);
        client.DueUntil(timeout);
        NoAnswerException told = Assert.IsType<NoAnswerException>(request.Failure);
        Assert.Equal(
            (TimeSpan.FromMilliseconds(timeout), Presence.NobodyHeard), (told.Elapsed, told.Presence));
    }

    [Fact]
    public void Request_WhileWhichNoProbeCouldBeSent_IsNotToldThatNobodyIsThere()
    {
        var client = new DrivenClient(TimeSpan.FromMilliseconds(200));
        PendingRequest request = client.Begin();
        client.DueUntil(99);
        client.Sending = Unreachable;
        client.Due(100);
        client.Sending = SendResult.Sent;
        client.DueUntil(200);
        Assert.Equal(Presence.Unknown, Assert.IsType<NoAnswerException>(request.Failure).Presence);
    }

    [Fact]
    public void Request_SinceWhichAHeartbeatCame_IsToldThatServersAreThere()
    {
        PendingRequest request = _client.Begin();
        byte[] heartbeat = new byte[HeartbeatFrame.Length];
        new FrameHeader(FrameKind.Heartbeat, FrameFlags.None, DrivenClient.Cluster, 5, 1).Write(heartbeat);
        heartbeat[FrameHeader.Length] = 1;
        Assert.Null(_client.Receive(heartbeat, at: 1));
        _client.Due(5000);
        Assert.Equal(Presence.ServersSilent, Assert.IsType<NoAnswerException>(request.Failure).Presence);
        Assert.Equal(0, _client.Drops);
    }

    [Fact]
    public void Request_ThatWasCancelled_IsNeitherRepeatedNorTold()
    {
        PendingRequest request = _client.Begin();
        _client.Engine.Cancel(request);
        Assert.Empty(_client.Due(5000));
        Assert.Empty(_client.Failed);
        Assert.Null(_client.Reply(request.Number, id: 1, rank: 0, at: 5001));
        Assert.Equal(1, _client.Duplicates);
    }

    /// <summary>The caller may use the memory of its request for something else by then.</summary>
    [Fact]
    public void Attempt_OfARequestThatIsOver_IsNotWritten()
    {
        PendingRequest request = _client.Engine.Begin("1+1"u8.ToArray(), RequestOrder.Lowest, TimeSpan.Zero);
        _client.Engine.Cancel(request);
        Assert.False(_client.Engine.TryTake(out _, new byte[100], out _));
    }
}
