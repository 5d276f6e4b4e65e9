using System.Net;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Library;

/// <summary>
/// What a stranger does to an open cluster who hears all and forges what it likes: docs/threat-model.md tells its
/// bounds.
/// </summary>
public sealed class AttackTests : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly TestCluster _cluster = new();
    private readonly RawSocket _stranger = RawSocket.Sender();
    private ulong _sequence;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Servers that stood aside answered nobody: a datagram each in two seconds silenced them all.</summary>
    [Fact]
    public async Task ForgedRivals_OfAllServers_SilenceNobody()
    {
        UnderstudyServer[] servers = await StartAsync(3);
        using var end = new CancellationTokenSource();
        Task attack = RepeatAsync(_cluster.Groups.Heartbeats, () =>
        [
            .. servers.Select(server => StrangerFrames.Heartbeat(server.Id ?? 0, incarnation: 1, sequence: Next())),
        ], end.Token);
        await WaitAsync(() => servers.All(server => server.Role == ServerRole.Aside));

        await using UnderstudyClient client = _cluster.Client();
        for (byte request = 0; request < 20; request++)
        {
            Reply reply = await client.RequestAsync(new[] { request }, Token);
            Assert.Equal(new[] { request }, reply.Payload.ToArray());
        }

        await end.CancelAsync();
        await attack;
        await WaitAsync(() => servers[0].Role == ServerRole.Lead && servers[2].Role == ServerRole.Understudy);
    }

    /// <summary>One datagram had two servers answer everything, for as long as the first one ran.</summary>
    [Fact]
    public async Task ForgedFarewell_OfTheLead_IsBelievedForAMoment()
    {
        UnderstudyServer[] servers = await StartAsync(2);
        var gone = new TaskCompletionSource();
        var back = new TaskCompletionSource();
        servers[1].MemberChanged += (_, change) =>
        {
            if (change is { Id: 1, Reason: MemberChangeReason.Left })
                gone.TrySetResult();
            else if (change is { Id: 1, To: MemberState.Active } && gone.Task.IsCompleted)
                back.TrySetResult();
        };
        (ulong incarnation, ulong sequence) = await OverhearAsync(_cluster.Groups.Heartbeats, id: 1);
        _stranger.Send(
            StrangerFrames.Heartbeat(1, incarnation, sequence + 100, leaving: true), _cluster.Groups.Heartbeats);
        await gone.Task.WaitAsync(ProgramProcess.Deadline, Token);

        // It takes another name, and says so before the stranger's word is old.
        await back.Task.WaitAsync(TestCluster.Period * 4, Token);
        Assert.Equal((ServerRole.Lead, ServerRole.Understudy), (servers[0].Role, servers[1].Role));
    }

    [Fact]
    public async Task ForgedHeartbeat_FarAheadOfItsServers_DoesNotMakeThoseOld()
    {
        UnderstudyServer[] servers = await StartAsync(2);
        (ulong incarnation, _) = await OverhearAsync(_cluster.Groups.Heartbeats, id: 1);
        _stranger.Send(StrangerFrames.Heartbeat(1, incarnation, ulong.MaxValue), _cluster.Groups.Heartbeats);
        var old = new HashSet<ulong> { incarnation };
        await WaitAsync(async () => old.Add((await OverhearAsync(_cluster.Groups.Heartbeats, id: 1)).Incarnation));
        await Task.Delay(TestCluster.Period * 4, TimeProvider.System, Token);
        Assert.Equal((ServerRole.Lead, ServerRole.Understudy), (servers[0].Role, servers[1].Role));
    }

    /// <summary>It kept the dead one in every table for as long as that went on.</summary>
    [Fact]
    public async Task Heartbeat_OfADeadLeadSaidAgain_BringsNobodyBack()
    {
        TestGroups groups = TestGroups.Next();
        await using ProgramProcess lead = Start(groups, "--id 1");
        await lead.Output.WaitForAsync("READY");
        await using ProgramProcess next = Start(groups, "--id 2");
        await next.Errors.WaitForAsync("role: understudy: server 1 answers");
        (ulong incarnation, ulong sequence) = await OverhearAsync(groups.Heartbeats, id: 1);
        await lead.KillAsync();
        using var end = new CancellationTokenSource();
        Task attack = RepeatAsync(
            groups.Heartbeats, () => [StrangerFrames.Heartbeat(1, incarnation, sequence)], end.Token);
        await next.Errors.WaitForAsync("role: lead");
        await end.CancelAsync();
        await attack;
    }

    /// <summary>It found no id for as long as they chose.</summary>
    [Fact]
    public async Task Server_ThatChoosesAmongStrangersWhoChooseAll_TakesAnIdAllTheSame()
    {
        TestGroups groups = TestGroups.Next();
        using var end = new CancellationTokenSource();
        Task attack = RepeatAsync(groups.Heartbeats, () =>
        [
            .. Enumerable.Range(1, 255).Select(number => StrangerFrames.Choosing((ulong)number, Next())),
        ], end.Token);
        await using ProgramProcess server = Start(groups, "--id auto");
        await server.Output.WaitForAsync("READY id=1");
        await end.CancelAsync();
        await attack;
    }

    public async ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        await _cluster.DisposeAsync();
    }

    private static ProgramProcess Start(TestGroups groups, string options)
        => ProgramProcess.Start($"serve {options} --heartbeat 200ms {groups.ServerOptions} --report 0");

    /// <summary>What a server of an id has said last.</summary>
    private static async Task<(ulong Incarnation, ulong Sequence)> OverhearAsync(IPEndPoint heartbeats, int id)
    {
        using RawSocket spy = RawSocket.Listener(heartbeats);
        while (await spy.ReceiveBytesAsync(ProgramProcess.Deadline) is { } heard)
        {
            if (StrangerFrames.Read(heard.Datagram) is { } heartbeat && heartbeat.Id == id)
                return (heartbeat.Incarnation, heartbeat.Sequence);
        }

        throw new TimeoutException($"Server {id} says nothing.");
    }

    private static Task WaitAsync(Func<bool> condition) => WaitAsync(() => Task.FromResult(condition()));

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(ProgramProcess.Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }

    private async Task<UnderstudyServer[]> StartAsync(int count)
    {
        var servers = new UnderstudyServer[count];
        for (int index = 0; index < count; index++)
            servers[index] = await _cluster.StartAsync(index + 1, new Echo());
        return servers;
    }

    /// <summary>Says something over and over, until it is told to end.</summary>
    private async Task RepeatAsync(IPEndPoint group, Func<byte[][]> say, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Pace);
        while (!end.IsCancellationRequested)
        {
            foreach (byte[] datagram in say())
                _stranger.Send(datagram, group);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private ulong Next() => Interlocked.Increment(ref _sequence);
}
