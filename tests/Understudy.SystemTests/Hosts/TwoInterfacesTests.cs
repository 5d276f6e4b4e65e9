using System.Net;
using System.Text;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>Servers on several interfaces of one host, with the same groups: each hears its own alone.</summary>
/// <remarks>
/// Which socket the kernel chose for a datagram went by the sender's port: so each question comes from another.
/// </remarks>
public sealed class TwoInterfacesTests : IAsyncDisposable
{
    private const int Questions = 24;

    private static readonly byte[] Cluster = [0xEB, 0xAD, 0xA5, 0x16, 0x86, 0x20, 0xC5, 0xFE];

    /// <summary>How long answers to one question are counted.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Dictionary<bool, TestGroups> _groups = new()
    {
        [false] = TestGroups.Next(),
        [true] = TestGroups.Next(),
    };

    private readonly List<ProgramProcess> _servers = [];
    private TwoCardHost? _host;
    private Lan? _lan;

    /// <summary>The server on the card went deaf as soon as the other one started, and still led.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerOnACard_BesideOneOnLoopback_AnswersEachRequestOnce(bool loopbackFirst)
    {
        (int Id, string Where)[] servers = [(1, "eth0"), (9, "lo")];
        if (loopbackFirst)
            Array.Reverse(servers);
        foreach ((int id, string where) in servers)
            await StartAsync(TwoCards, id, where);
        await AskAtCardAsync(0);
    }

    [Fact]
    public async Task ServersOnTwoCards_EachAnswerTheRequestsOfTheirOwnOnce()
    {
        await StartAsync(TwoCards, 1, "eth0");
        await StartAsync(TwoCards, 2, "eth1");
        await AskAtCardAsync(0);
        await AskAtCardAsync(1);
    }

    /// <summary>
    /// Both cards have their cables in one switch. No heartbeat comes from one to the other by the cables, so both led.
    /// </summary>
    [Fact]
    public async Task ServersOnTwoCardsOfOneLan_HearEachOtherAndAnswerEachRequestOnce()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _lan = new Lan(hosts: 2);
        _lan.AddCard(host: 1, address: 3);
        await StartAsync(_lan.Host(1), 1, "eth0");
        await StartAsync(_lan.Host(1), 2, "eth1");
        foreach (ProgramProcess second in _servers[2..])
            await second.Errors.WaitForAsync("role: understudy: server 1 answers");
        await AskAsync(_lan.Host(2), IPAddress.Parse("10.77.0.2"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramProcess server in _servers)
            await server.DisposeAsync();
        _host?.Dispose();
        _lan?.Dispose();
    }

    private NetworkNamespace TwoCards
    {
        get
        {
            NetworkNamespace.SkipWhereNoneCanBeMade();
            return (_host ??= new TwoCardHost()).Host;
        }
    }

    /// <summary>Starts a server of each dialect. On loopback, the framed one is of another cluster.</summary>
    private async Task StartAsync(NetworkNamespace host, int id, string where)
    {
        string cluster = where == "lo" ? "another" : "default";
        string command = $"serve --id {id} --interface {where} --report 0";
        ProgramProcess[] started =
        [
            ProgramProcess.Start($"{command} --cluster {cluster} {_groups[false].ServerOptions}", host),
            ProgramProcess.Start($"{command} {_groups[true].ClassicServerOptions}", host),
        ];
        _servers.AddRange(started);
        foreach (ProgramProcess server in started)
            await server.Output.WaitForAsync("READY");
    }

    /// <summary>Asks from the other end of a card's cable.</summary>
    private Task AskAtCardAsync(int card)
        => AskAsync(_host!.Neighbour(card), IPAddress.Parse(TwoCardHost.AddressOfNeighbour(card)));

    private async Task AskAsync(NetworkNamespace client, IPAddress address)
    {
        string[][] answers = await Task.WhenAll(Enumerable.Range(0, 2 * Questions).Select(number =>
        {
            RawSocket socket = client.Run(() => RawSocket.Sender(address));
            return AskOnceAsync(socket, number, classic: number % 2 == 0);
        }));
        Assert.All(answers, each => Assert.Equal(["2"], each));
    }

    private async Task<string[]> AskOnceAsync(RawSocket client, int number, bool classic)
    {
        using RawSocket socket = client;
        socket.Send(classic ? "1+1"u8 : Frame(number), _groups[classic].Requests);
        long asked = TimeProvider.System.GetTimestamp();
        List<string> answers = [];
        while (Window - TimeProvider.System.GetElapsedTime(asked) is { Ticks: > 0 } rest
            && await socket.ReceiveAsync(rest) is { } answer)
        {
            answers.Add(classic ? answer.Text : answer.Text[^1..]);
        }

        return [.. answers];
    }

    /// <summary>A request of the cluster "default" at the limit 0, as docs/protocol.md has it.</summary>
    private static byte[] Frame(int number)
        => [0xD5, 2, 2, 0, .. Cluster, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, (byte)number, 0, 0, 0, 0x13, 0x88,
            .. Encoding.ASCII.GetBytes("1+1")];
}
