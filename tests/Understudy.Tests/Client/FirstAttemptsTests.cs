using Understudy.Client;

namespace Understudy.Tests.Client;

/// <summary>A burst is sent in turns.</summary>
public class FirstAttemptsTests
{
    private readonly FirstAttempts _first = new();
    private ulong _number;

    [Fact]
    public void Burst_AtOnce_IsSentUpToTheBound()
    {
        Add(FirstAttempts.Most + 10);
        Assert.Equal(FirstAttempts.Most, Take(at: 0).Count);
        Assert.Empty(Take(at: 1));
    }

    [Fact]
    public void Place_OfARequestThatIsOver_IsTheNextOnes()
    {
        Add(FirstAttempts.Most + 10);
        PendingRequest over = Take(at: 0)[7];
        _first.GiveBack(over);
        _first.GiveBack(over);
        Assert.Single(Take(at: 1));
    }

    /// <summary>What waited was looked at when the eldest had had its time, as if no place were free.</summary>
    [Fact]
    public void NextTry_WhereAPlaceHasBecomeFree_IsNow()
    {
        Add(FirstAttempts.Most + 1);
        _first.GiveBack(Take(at: 0)[7]);
        Assert.Equal(TimeSpan.Zero, _first.NextTry);
    }

    [Fact]
    public void Request_ThatIsOverBeforeItsTurn_IsNotSent()
    {
        Add(1)[0].IsDone = true;
        Assert.Empty(Take(at: 0));
    }

    /// <summary>Slow servers were sent what had waited here for seconds, long after the load had fallen.</summary>
    [Fact]
    public void Places_OfRequestsThatAreNotAnswered_AreFreeAfterAWhile()
    {
        Add(FirstAttempts.Most * 2);
        Take(at: 10);
        Assert.Equal(TimeSpan.FromMilliseconds(60), _first.NextTry);
        Assert.Empty(Take(at: 59));
        Assert.Equal(FirstAttempts.Most, Take(at: 60).Count);
        Assert.Null(_first.NextTry);
    }

    private List<PendingRequest> Add(int count)
    {
        List<PendingRequest> added = [.. Enumerable.Range(0, count).Select(
            _ => new PendingRequest(default, ++_number, TimeSpan.Zero, tag: null) { Ends = TimeSpan.FromSeconds(5) })];
        added.ForEach(_first.Add);
        return added;
    }

    private List<PendingRequest> Take(int at)
    {
        var taken = new List<PendingRequest>();
        while (_first.TryTake(TimeSpan.FromMilliseconds(at), out PendingRequest? request))
            taken.Add(request);
        return taken;
    }
}
