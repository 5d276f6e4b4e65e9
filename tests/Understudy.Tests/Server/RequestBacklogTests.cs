using System.Net;
using Understudy.Server;

namespace Understudy.Tests.Server;

public class RequestBacklogTests
{
    private const int Capacity = 8;

    private readonly RequestBacklog _backlog = new(TimeSpan.FromMilliseconds(500), Capacity);

    [Fact]
    public void Requests_OfOneSender_AreTakenInTheirOrder()
    {
        RequestJob[] jobs = [new(64), new(64)];
        Assert.All(jobs, job => Assert.Null(_backlog.Add(job)));
        Assert.Equal<RequestJob?>(jobs, [Take(0, isLate: false), Take(0, isLate: false)]);
        Assert.Null(Take(0, isLate: false));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void Request_AfterSoManyMilliseconds_IsLateIfOthersHaveHadTheHandlersTime(int waited, bool isLate)
    {
        Add(at: 10, count: 2);
        Assert.NotNull(Take(10 + waited, isLate: false));
        Assert.NotNull(Take(10 + waited, isLate, spent: 101));
    }

    /// <summary>
    /// On a machine that had no time, a thread stood still amid its queue, and threw away what it could have answered
    /// in some milliseconds: of 5,000 requests, 205 were lost.
    /// </summary>
    [Fact]
    public void Requests_ThatHaveWaitedForAThreadWithoutTime_AreNotLate()
    {
        Add(at: 0, count: 8);
        for (int taken = 0; taken < 8; taken++)
            Assert.NotNull(Take(3000 + (100 * taken), isLate: false, spent: taken));
    }

    [Fact]
    public void Allowance_OfALateRequest_IsThereAnewWhenNothingWaits()
    {
        Add(at: 0, count: 2);
        Add(at: 600, count: 1);
        Add(at: 1, count: 1);
        Take(601, isLate: false, spent: 0);
        Take(601, isLate: true, spent: 101);
        Take(601, isLate: false, spent: 150);
        Take(601, isLate: true, spent: 150);
        Assert.Null(Take(601, isLate: false, spent: 150));
        Add(at: 0, count: 1);
        Take(601, isLate: false, spent: 150);
    }

    [Fact]
    public void Request_BeyondTheCapacity_DisplacesTheEldest()
    {
        RequestJob[] jobs = [.. Enumerable.Range(0, Capacity).Select(_ => new RequestJob(64))];
        foreach (RequestJob job in jobs)
            Assert.Null(_backlog.Add(job));
        Assert.Same(jobs[0], _backlog.Add(new RequestJob(64)));
        Assert.Equal(Capacity, _backlog.Count);
        Assert.Same(jobs[1], Take(0, isLate: false));
    }

    /// <summary>
    /// One source at 65,000 requests a second took half of the answers from an honest one at 200.
    /// </summary>
    [Fact]
    public void Hosts_TakeTurns_HoweverManyRequestsOrPortsOneHas()
    {
        RequestJob[] flood = [.. Enumerable.Range(1, 6).Select(port => From("10.0.0.66", port))];
        RequestJob[] honest = [From("10.0.0.1", 7), From("10.0.0.1", 7)];
        AddAll([.. flood, .. honest]);
        Assert.Equal<RequestJob>([flood[0], honest[0], flood[1], honest[1], .. flood[2..]], TakeAll());
    }

    [Fact]
    public void Ports_OfOneHost_TakeTurns()
    {
        RequestJob[] flood = [.. Enumerable.Range(0, 6).Select(_ => From("127.0.0.1", 66))];
        RequestJob[] honest = [From("127.0.0.1", 7), From("127.0.0.1", 7)];
        AddAll([.. flood, .. honest]);
        Assert.Equal<RequestJob>([flood[0], honest[0], flood[1], honest[1], .. flood[2..]], TakeAll());
    }

    /// <summary>What the flood displaces is its own.</summary>
    [Theory]
    [InlineData("10.0.0.66")]
    [InlineData("10.0.0.1")]
    public void Flood_OfOneSender_DisplacesNoOther(string host)
    {
        RequestJob honest = From("10.0.0.1", 7);
        Assert.Null(_backlog.Add(honest));
        RequestJob[] flood = [.. Enumerable.Range(0, Capacity * 3).Select(_ => From(host, 66))];
        Assert.Equal<RequestJob>(flood[..(2 * Capacity + 1)], flood.Select(_backlog.Add).OfType<RequestJob>());
        Assert.Contains(honest, TakeAll());
    }

    /// <summary>A host for every request: nobody can be told apart, and nothing is lost or taken twice.</summary>
    [Fact]
    public void Senders_ThatAreAllDifferent_ComeToTheirTurnsAndAreForgotten()
    {
        for (int round = 0; round < 3; round++)
        {
            RequestJob[] all = [.. Enumerable.Range(1, Capacity).Select(host => From($"10.0.{round}.{host}", 9))];
            AddAll(all);
            RequestJob late = From("10.9.9.9", 9);
            Assert.Same(all[0], _backlog.Add(late));
            Assert.Equal<RequestJob>([.. all[1..], late], TakeAll());
        }
    }

    private void Add(int at, int count)
    {
        for (int added = 0; added < count; added++)
            _backlog.Add(new RequestJob(64).Received(0, TimeSpan.FromMilliseconds(at)));
    }

    private static RequestJob From(string host, int port)
    {
        var job = new RequestJob(64);
        job.Client.CopyFrom(new Peer(new IPEndPoint(IPAddress.Parse(host), port)));
        return job;
    }

    private void AddAll(IEnumerable<RequestJob> jobs) => Assert.All(jobs, job => Assert.Null(_backlog.Add(job)));

    private List<RequestJob> TakeAll()
    {
        var taken = new List<RequestJob>();
        while (Take(0, isLate: false) is { } job)
            taken.Add(job);
        Assert.Equal(0, _backlog.Count);
        return taken;
    }

    private RequestJob? Take(int milliseconds, bool isLate, int spent = 0)
    {
        RequestJob? job = _backlog.Take(
            TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(spent), out bool late);
        Assert.Equal(isLate, late);
        return job;
    }
}
