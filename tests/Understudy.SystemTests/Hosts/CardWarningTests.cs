using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>What a server says of a card that works, but not for everybody.</summary>
public sealed class CardWarningTests : IAsyncDisposable
{
    private readonly TestGroups _groups = TestGroups.Next();
    private Lan? _lan;
    private ProgramProcess? _server;

    [Fact]
    public async Task Server_OnACardThatGaveItselfAnAddress_SaysWhoMayNotReachIt()
    {
        await StartAsync(host => host.Ip("addr flush dev eth0"), host => host.Ip("addr add 169.254.7.7/16 dev eth0"));
        await _server!.Errors.WaitForAsync("eth0 has 169.254.7.7, an address that a card gives itself");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Server_OnOneOfTwoCardsInALan_SaysWhereReturnPathsAreFilteredStrictly(int filter, bool says)
    {
        await StartAsync(host => Filter(host, "all", 0), host => Filter(host, "eth0", filter), twoCards: true);
        const string Sentence = "Strict reverse path filtering (sysctl net.ipv4.conf.eth0.rp_filter = 1)";
        string[] said = [.. _server!.Errors.Lines.Where(line => line.Contains(Sentence, StringComparison.Ordinal))];
        Assert.Equal(says ? 1 : 0, said.Length);
    }

    /// <summary>Nothing is filtered that a server with one card and the usual TTL could hear.</summary>
    [Fact]
    public async Task Server_OnTheOnlyCard_SaysNothingOfFilters()
    {
        await StartAsync(host => Filter(host, "all", 0), host => Filter(host, "eth0", 1));
        Assert.DoesNotContain(_server!.Errors.Lines, line => line.Contains("rp_filter", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _lan?.Dispose();
    }

    private async Task StartAsync(
        Action<NetworkNamespace> first, Action<NetworkNamespace> then, bool twoCards = false)
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _lan = new Lan(hosts: 2);
        if (twoCards)
            _lan.AddCard(host: 1, address: 3);
        first(_lan.Host(1));
        then(_lan.Host(1));
        _server = ProgramProcess.Start($"serve --id 1 --interface eth0 {_groups.ServerOptions}", _lan.Host(1));
        await _server.Errors.WaitForAsync("role: lead"); // What it says of the card comes before.
    }

    private static void Filter(NetworkNamespace host, string card, int value) => host.Run(() =>
    {
        File.WriteAllText($"/proc/sys/net/ipv4/conf/{card}/rp_filter", $"{value}");
        return value;
    });
}
