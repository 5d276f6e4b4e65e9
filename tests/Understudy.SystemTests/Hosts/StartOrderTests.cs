using System.Globalization;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A server that starts before its card is ready gave up at once, though it survives losing it later.
/// </summary>
public sealed class StartOrderTests : IAsyncDisposable
{
    private readonly TestGroups _groups = TestGroups.Next();
    private readonly List<NetworkNamespace> _hosts = [];
    private ProgramProcess? _server;

    [Fact]
    public async Task Server_ThatStartsBeforeItsCard_ServesWhenTheCardIsReady()
    {
        (NetworkNamespace host, NetworkNamespace other) = MakeHosts();
        _server = ProgramProcess.Start($"serve --id 1 --interface eth0 {_groups.ServerOptions}", host);
        string waiting = await _server.Errors.WaitForAsync("waiting for the network, 30 s at most");
        Assert.Contains("There is no network interface 'eth0'", waiting, StringComparison.Ordinal);

        other.Ip($"link add eth0 type veth peer name eth0 netns {host.Name}");
        host.Ip("addr add 10.79.0.1/24 dev eth0");
        host.Ip("link set eth0 up");
        Assert.DoesNotContain(_server.Output.Lines, line => line.StartsWith("READY", StringComparison.Ordinal));
        other.Ip("link set eth0 up");
        Assert.Contains("address=10.79.0.1", await _server.Output.WaitForAsync("READY"), StringComparison.Ordinal);
        Assert.Single(_server.Errors.Lines, line => line.Contains("waiting for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("has no IPv4 address", "0")]
    [InlineData("is down, or its cable is out", "0")]
    [InlineData("has no IPv4 address", "300ms")]
    public async Task Server_WhoseCardDoesNotGetReadyInTime_EndsWith1AndSaysWhatIsMissing(string missing, string wait)
    {
        (NetworkNamespace host, NetworkNamespace other) = MakeHosts();
        other.Ip($"link add eth0 type veth peer name eth0 netns {host.Name}");
        other.Ip("link set eth0 up");
        if (missing.StartsWith("is down", StringComparison.Ordinal))
            host.Ip("addr add 10.79.0.1/24 dev eth0");
        else
            host.Ip("link set eth0 up");

        _server = ProgramProcess.Start(
            string.Create(
                CultureInfo.InvariantCulture,
                $"serve --id 1 --interface eth0 --wait-for-network {wait} {_groups.ServerOptions}"),
            host);
        Assert.Equal(1, await _server.WaitForExitAsync());
        Assert.Contains(missing, _server.Errors.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(wait == "0" ? 1 : 2, _server.Errors.Lines.Length);
    }

    [Fact]
    public async Task Server_ThatIsToldToStopWhileItWaits_EndsWith0()
    {
        (NetworkNamespace host, _) = MakeHosts();
        _server = ProgramProcess.Start($"serve --id 1 --interface eth0 {_groups.ServerOptions}", host);
        await _server.Errors.WaitForAsync("waiting for the network");
        _server.Signal(UnixSignal.Terminate);
        Assert.Equal(0, await _server.WaitForExitAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        foreach (NetworkNamespace host in _hosts)
            host.Dispose();
    }

    private (NetworkNamespace Host, NetworkNamespace Other) MakeHosts()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _hosts.AddRange([new NetworkNamespace(), new NetworkNamespace()]);
        return (_hosts[0], _hosts[1]);
    }
}
