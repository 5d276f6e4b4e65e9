using Understudy.Server;

namespace Understudy.Tests.Server;

public class RequestBacklogTests
{
    private const int Capacity = 8;

    private readonly RequestBacklog _backlog = new(TimeSpan.FromMilliseconds(500), Capacity);

    [Fact]
    public void Requests_ThatWait_AreTakenInTheirOrder()
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

    private RequestJob? Take(int milliseconds, bool isLate)
    {
        RequestJob? job = _backlog.Take(TimeSpan.FromMilliseconds(milliseconds), out bool late);
        Assert.Equal(isLate, late);
        return job;
    }
}
