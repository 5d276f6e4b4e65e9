using Understudy.Client;

namespace Understudy.Tests.Client;

/// <summary>What a client does where servers say that they could not carry a request out.</summary>
public class FailedRequestTests
{
    private readonly DrivenClient _client = new();

    [Fact]
    public void Request_ThatTheLeadFails_GoesToTheNextAtOnce()
    {
        PendingRequest request = _client.Begin();
        Assert.Equal([(request, 1)], _client.Fails(request.Number, id: 1, members: 3, at: 1));
        Assert.NotNull(_client.Reply(request.Number, id: 2, rank: 1, at: 2));
        Assert.Equal((2, 2), (request.Reply!.Attempts, request.Reply.ServerId));
    }

    [Fact]
    public void Request_ThatAllFail_GoesToEverybodyAndHasFailedAfterOneMoreWait()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 1, members: 3, at: 1);
        Assert.Equal([(request, 3)], _client.Fails(request.Number, id: 2, members: 3, at: 2));
        Assert.Equal([(request, 255)], _client.Fails(request.Number, id: 3, members: 3, at: 3));
        _client.Due(52);
        Assert.Empty(_client.Failed);
        _client.Due(53);
        var failure = Assert.IsType<RequestFailedException>(Assert.Single(_client.Failed).Failure);
        Assert.Equal((FailureReason.HandlerFailed, 3, 4), (failure.Reason, failure.Servers, failure.Attempts));
        Assert.Equal(53, failure.Elapsed.TotalMilliseconds);
    }

    /// <summary>One that stood still for a moment was not waited for.</summary>
    [Fact]
    public void Request_ThatAServerHasNotFailedYet_IsWaitedForToItsEnd()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 1, members: 2, at: 1);
        _client.DueUntil(4999);
        Assert.Empty(_client.Failed);
        _client.Due(5000);
        var failure = Assert.IsType<NoAnswerException>(request.Failure);
        Assert.Equal(FailureReason.HandlerFailed, failure.Failure);
        Assert.Contains("its handler failed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_ThatIsFailedBySomebodyWhoKnowsNobody_IsWaitedForToItsEnd()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 1, members: 0, at: 1);
        _client.DueUntil(4999);
        Assert.Empty(_client.Failed);
    }

    [Fact]
    public void Repeat_AfterAFailureAndASilence_IsForEverybody()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 1, members: 3, at: 1);
        Assert.Equal([(request, 255)], _client.Due(51));
    }

    /// <summary>The next one answers, too: it need not be asked again.</summary>
    [Fact]
    public void Request_ThatOthersWereAskedForToo_WaitsForThem()
    {
        _client.Reply(_client.Begin().Number, id: 2, rank: 1);
        PendingRequest request = _client.Begin(at: 2);
        Assert.Equal(1, request.RankLimit);
        Assert.Empty(_client.Fails(request.Number, id: 1, members: 3, at: 3));
        Assert.NotNull(_client.Reply(request.Number, id: 2, rank: 1, at: 3));
    }

    [Fact]
    public void Server_ThatFailsARequestAgain_IsOneServer()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 1, members: 3, at: 1);
        Assert.Empty(_client.Fails(request.Number, id: 1, members: 3, at: 2));
        Assert.Equal(1, _client.Duplicates);
    }

    [Fact]
    public void Failure_SaysNothingOfWhereTheNextRequestBegins()
    {
        PendingRequest request = _client.Begin();
        _client.Fails(request.Number, id: 9, members: 9, at: 1);
        Assert.Equal(0, _client.Begin(at: 2).RankLimit);
        _client.Reply(request.Number, id: 2, rank: 1, at: 3);
        _client.Fails(request.Number, id: 1, members: 9, at: 4);
        Assert.Equal(1, _client.Begin(at: 5).RankLimit);
    }

    /// <summary>It is a repeat like any other: what there is no place for waits.</summary>
    [Fact]
    public void Requests_ThatAllFailAtOnce_TakeTheirPlacesInTurn()
    {
        PendingRequest[] requests = [.. Enumerable.Range(0, 20).Select(_ => _client.Begin())];
        int sent = requests.Sum(request => _client.Fails(request.Number, id: 1, members: 3, at: 1).Count);
        Assert.InRange(sent, 10, 20);
        foreach (PendingRequest request in requests)
            _client.Reply(request.Number, id: 2, rank: 1, at: 2);
        Assert.Equal(20, _client.Completed.Count);
        Assert.All(_client.Sent.Skip(20), repeat => Assert.Equal(1, repeat.Limit));
    }
}
