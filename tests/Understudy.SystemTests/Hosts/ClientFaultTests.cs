using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Understudy.SystemTests.Load;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>The network of a client suffers.</summary>
[Collection(TestsAlone.Name)]
public sealed partial class ClientFaultTests : IAsyncDisposable
{
    private const int InFlight = 64;

    private readonly TestGroups _groups = TestGroups.Next();
    private Lan? _lan;
    private ProgramProcess? _server;
    private UnderstudyClient? _client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// After one send that failed each repeat opened a port of its own, and threw away what came to the others: 64
    /// requests from 530 ports, up to all of them lost.
    /// </summary>
    [Fact]
    public async Task Requests_DuringAnOutageOfTheCard_AreAnsweredASecondAfterItFromFewPorts()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _lan = new Lan(hosts: 2);
        _server = ProgramProcess.Start(
            $"serve --id 1 --interface eth0 --heartbeat 100ms --log-level debug {_groups.ServerOptions}", _lan.Host(1));
        await _server.Output.WaitForAsync("READY");
        _client = new UnderstudyClient(new UnderstudyClientOptions
        {
            Network = new NetworkOptions
            {
                Interface = "eth0",
                RequestGroup = GroupAddress.Parse(_groups.Requests.ToString()),
                HeartbeatGroup = GroupAddress.Parse(_groups.Heartbeats.ToString()),
            },
            Timeout = ProgramProcess.Deadline,
        });
        await Ask(1)[0];

        _lan.TakeInterfaceDown(2);
        Task<Reply>[] requests = Ask(InFlight);
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10)))
        {
            while (_client.Statistics.Repeats < InFlight)
            {
                Assert.All(requests, request => Assert.False(request.IsCompleted));
                await timer.WaitForNextTickAsync(Cancel);
            }
        }

        _lan.BringInterfaceUp(2);
        long mended = Stopwatch.GetTimestamp();
        await Task.WhenAll(requests);
        Assert.InRange(Stopwatch.GetElapsedTime(mended), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        string[] ports = [.. Senders().Matches(_server.Errors.ToString()).Select(sender => sender.Value).Distinct()];
        Assert.InRange(ports.Length, 1, 3);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _lan?.Dispose();
    }

    /// <summary>
    /// The first request opens the client's socket, and starts its threads, on the host that it is asked on.
    /// </summary>
    private Task<Reply>[] Ask(int requests)
        => _lan!.Host(2).Run(() => Enumerable.Range(0, requests)
            .Select(number => _client!.RequestAsync(Encoding.UTF8.GetBytes($"1+{number}"), Cancel))
            .ToArray());

    [GeneratedRegex(@"from 10\.77\.0\.2:\d+")]
    private static partial Regex Senders();
}
