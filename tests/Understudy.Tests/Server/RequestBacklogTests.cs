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
    public void Request_AfterSoManyMilliseconds_IsLate(int waited, bool isLate)
    {
        _backlog.Add(new RequestJob(64).Received(0, TimeSpan.FromMilliseconds(10)));
        Assert.NotNull(Take(10 + waited, isLate));
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

    private RequestJob? Take(int milliseconds, bool isLate)
    {
        RequestJob? job = _backlog.Take(TimeSpan.FromMilliseconds(milliseconds), out bool late);
        Assert.Equal(isLate, late);
        return job;
    }
}
