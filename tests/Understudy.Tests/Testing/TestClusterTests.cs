using System.Text;
using Understudy.Testing;

namespace Understudy.Tests.Testing;

public class TestClusterTests
{
    private static readonly byte[] Request = "who?"u8.ToArray();

    [Fact]
    public async Task Start_OfThree_LeavesOneLeadThatAnswers()
    {
        await using var cluster = new TestCluster(3, id => new Says(id));
        await cluster.StartAsync();
        Assert.Equal(1, cluster.Lead);
        Assert.Equal(ServerRole.Understudy, cluster.Server(2).Role);
        Assert.Equal(ServerRole.Understudy, cluster.Server(3).Role);
        Assert.Matches("^[123]$", await AskAsync(cluster));
    }

    [Fact]
    public async Task Kill_OfTheLead_LosesNoRequestAndMakesTheNextOneLead()
    {
        await using var cluster = new TestCluster(2, id => new Says(id));
        await cluster.StartAsync();
        cluster.Kill(1);
        Assert.Equal("2", await AskAsync(cluster));
        await cluster.SettleAsync();
        Assert.Equal(2, cluster.Lead);
        cluster.Restart(1);
        await cluster.SettleAsync();
        Assert.Equal(1, cluster.Lead);
    }

    [Fact]
    public async Task Pause_OfTheLead_LetsTheNextOneAnswerUntilItResumes()
    {
        await using var cluster = new TestCluster(2, id => new Says(id));
        await cluster.StartAsync();
        cluster.Pause(1);
        Assert.Equal("2", await AskAsync(cluster));
        await cluster.SettleAsync();
        Assert.Equal(2, cluster.Lead);
        cluster.Resume(1);
        await cluster.SettleAsync();
        Assert.Equal(1, cluster.Lead);
    }

    [Fact]
    public async Task Cut_OfTheLead_LetsTheNextOneAnswerUntilItIsHealed()
    {
        await using var cluster = new TestCluster(2, id => new Says(id));
        await cluster.StartAsync();
        cluster.Cut(1);
        Assert.Equal("2", await AskAsync(cluster));
        await cluster.SettleAsync();
        Assert.Equal(2, cluster.Lead);
        cluster.Heal();
        await cluster.SettleAsync();
        Assert.Equal(1, cluster.Lead);
    }

    [Fact]
    public async Task Lose_OfAThird_IsMadeUpForByRepeats()
    {
        await using var cluster = new TestCluster(3, id => new Says(id));
        await cluster.StartAsync();
        cluster.Lose(0.33);
        for (int asked = 0; asked < 20; asked++)
            Assert.Matches("^[123]$", await AskAsync(cluster));
        cluster.Heal();
        await cluster.SettleAsync();
        Assert.Equal(1, cluster.Lead);
    }

    [Fact]
    public async Task Stop_OfAServer_IsOrderly()
    {
        await using var cluster = new TestCluster(2, id => new Says(id));
        await cluster.StartAsync();
        await cluster.Server(1).StopAsync();
        Assert.Equal("2", await AskAsync(cluster));
    }

    [Fact]
    public async Task Settle_OfServersThatCannotHearEachOther_TellsHowTheyStand()
    {
        await using var cluster = new TestCluster(
            2, id => new Says(id), new TestClusterOptions { Patience = TimeSpan.FromMilliseconds(1) });
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(cluster.StartAsync);
        Assert.Matches(
            "^The servers have not settled: server 1 is Joining and counts on .*; server 2 is ", error.Message);
    }

    [Fact]
    public async Task Dispose_WithAHandlerThatHangs_DoesNotHang()
    {
        var never = new TaskCompletionSource<HandlerStatus>();
        await using (var cluster = new TestCluster(1, new Hangs(never.Task)))
        {
            await cluster.StartAsync();
            _ = cluster.Client.RequestAsync(Request);
        }

        Assert.False(never.Task.IsCompleted);
    }

    [Fact]
    public async Task Dispose_WithAServerThatIsPaused_DoesNotHang()
    {
        UnderstudyServer paused;
        await using (var cluster = new TestCluster(2, id => new Says(id)))
        {
            await cluster.StartAsync();
            cluster.Pause(2);
            paused = cluster.Server(2);
        }

        await paused.StopAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Server_OfAnIdThatIsNone_IsRefused(int id)
    {
        await using var cluster = new TestCluster(2, new Says(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Server(id));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Restart(id));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Kill(1));
        Assert.Null(cluster.Lead);
    }

    private static async Task<string> AskAsync(TestCluster cluster)
    {
        Reply reply = await cluster.Client.RequestAsync(Request);
        return Encoding.UTF8.GetString(reply.Payload.Span);
    }

    private sealed class Says(int id) : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            context.Reply.Write([(byte)('0' + id)]);
            return ValueTask.FromResult(HandlerStatus.Ok);
        }
    }

    private sealed class Hangs(Task<HandlerStatus> until) : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
            => new(until);
    }
}
