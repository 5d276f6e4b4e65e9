using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>What is made of what a handler says of its health.</summary>
public class HealthWatchTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly HealthWatch _watch = new();

    [Fact]
    public void Handler_ThatWasNotAsked_IsWell() => Assert.False(IsUnwell(at: 10));

    [Fact]
    public void Handler_ThatSaysSo_IsUnwellUntilItSaysOtherwise()
    {
        Assert.True(_watch.TryBegin(TimeSpan.Zero));
        _watch.End(isWell: false);
        Assert.True(IsUnwell(at: 0));
        Assert.True(_watch.TryBegin(Period));
        Assert.True(IsUnwell(at: 1));
        _watch.End(isWell: true);
        Assert.False(IsUnwell(at: 1));
    }

    /// <summary>One that waits for what is gone says nothing; and it is not asked twice at once.</summary>
    [Fact]
    public void Handler_ThatSaysNothingForAPeriod_IsUnwell()
    {
        Assert.True(_watch.TryBegin(TimeSpan.Zero));
        Assert.False(IsUnwell(at: 1));
        Assert.False(_watch.TryBegin(Period));
        Assert.True(IsUnwell(at: 1.001));
        _watch.End(isWell: true);
        Assert.False(IsUnwell(at: 2));
    }

    private bool IsUnwell(double at) => _watch.IsUnwell(TimeSpan.FromSeconds(at), Period);
}
