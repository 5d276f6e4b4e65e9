using System.Net;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// Three servers and a client on four hosts of a LAN, with the default timing, while the lead suffers. The next in
/// line must answer within three periods, and after three periods of calm each request gets exactly one answer.
/// </summary>
/// <remarks>
/// In the classic dialect the requests of the first periods after a crash go unanswered, as in the original; how many
/// is part of each test's output.
/// </remarks>
public abstract class LeadFaultTests : IAsyncDisposable
{
    private const int ClientHost = 4;
    private const int Servers = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Three periods, and what a request and a busy machine add to them.</summary>
    private static readonly TimeSpan TakeOver = (Period * 3) + (Probe.Pace * 4);

    private readonly TestGroups _groups = TestGroups.Next();
    private readonly Dictionary<int, ProgramProcess> _servers = [];
    private Lan? _lan;

    /// <summary>The first in line.</summary>
    private protected ProgramProcess Lead => _servers[1];

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (ProgramProcess server in _servers.Values)
            await server.DisposeAsync();
        _lan?.Dispose();
    }

    private protected async Task<Lan> StartAsync()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _lan = new Lan(ClientHost);
        for (int id = 1; id <= Servers; id++)
            await StartServerAsync(_lan, id);
        await _servers[3].Errors.WaitForAsync("server 2: Disconnected -> Active");
        return _lan;
    }

    private protected async Task StartServerAsync(Lan lan, int id)
    {
        _servers[id] = ProgramProcess.Start(
            $"serve --id {id} --interface eth0 --report 0 {_groups.ClassicServerOptions}", lan.Host(id));
        await _servers[id].Output.WaitForAsync("READY");
    }

    private protected Task RunAsync(string what, Lan lan, Action breakIt, Action mendIt, TimeSpan atLeast = default)
        => RunAsync(
            what,
            lan,
            () => Task.Run(breakIt),
            () => Task.Run(mendIt),
            atLeast);

    private protected async Task RunAsync(
        string what, Lan lan, Func<Task> breakIt, Func<Task> mendIt, TimeSpan atLeast = default)
    {
        IPAddress Address(int host) => IPAddress.Parse($"10.77.0.{host}");
        await using var probe = new Probe(lan.Host(ClientHost), Address(ClientHost), _groups.Requests);
        await PassAsync(Period);

        int seen = _servers[2].Errors.Lines.Length;
        long broken = Probe.Now;
        await breakIt();
        await _servers[2].Errors.WaitForAsync("role: lead", seen);
        await PassAsync(Period * 3);
        await PassAsync(atLeast - TimeProvider.System.GetElapsedTime(broken));

        long mended = Probe.Now;
        seen = _servers[2].Errors.Lines.Length;
        await mendIt();
        await _servers[2].Errors.WaitForAsync("role: understudy: server 1 answers", seen);
        long back = Probe.Now;
        await PassAsync(Period * 5);
        ProbeResult[] results = await probe.StopAsync();

        var story = new FaultStory(what, results, broken, mended, back);
        TestContext.Current.TestOutputHelper?.WriteLine(story.ToString());
        Assert.True(story.AreAllRight, "An answer was wrong.");
        Assert.Equal(Address(2), story.SuccessorOf(Address(1)));
        Assert.InRange(story.TimeToTakeOver(Address(1)), TimeSpan.Zero, TakeOver);
        Assert.Equal([1], story.AnswersPerRequest(broken + Ticks(TakeOver), mended));
        Assert.Equal([1], story.AnswersPerRequest(back + Ticks(Period * 3), long.MaxValue));
        Assert.Equal(Address(1), results[^1].Answers[0].Server);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);

    /// <summary>Lets time pass that the test measures over; nothing is waited for that could be seen instead.</summary>
    private static Task PassAsync(TimeSpan time)
        => time <= TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);
}
