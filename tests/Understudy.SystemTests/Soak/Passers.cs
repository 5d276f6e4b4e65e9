using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Soak;

/// <summary>
/// Clients and a server that come and go, one a second: three clients that ask and end, then a server that joins, then
/// three more, and the server leaves.
/// </summary>
internal sealed class Passers : IAsyncDisposable
{
    private const int ClientsPerServer = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly NetworkNamespace _host;
    private readonly string _serve;
    private readonly string _calc;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private ProgramProcess? _client;
    private ProgramProcess? _server;

    /// <param name="host">The network namespace.</param>
    /// <param name="serve">The command of the server.</param>
    /// <param name="calc">The command of each client, which prints one line.</param>
    public Passers(NetworkNamespace host, string serve, string calc)
    {
        _host = host;
        _serve = serve;
        _calc = calc;
        _loop = RunAsync(_stop.Token);
    }

    public int Clients { get; private set; }

    public int Servers { get; private set; }

    /// <summary>Returns when nobody comes any more, or with what went wrong.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        // It ends first, or it would start another; what went wrong in it, StopAsync has told.
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        if (_client is not null)
            await _client.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace);
        for (int turn = 0; await WaitAsync(timer, stop); turn = (turn + 1) % (ClientsPerServer + 1))
        {
            if (turn < ClientsPerServer)
                await AskAsync();
            else if (_server is null)
                await JoinAsync();
            else
                await LeaveAsync(_server);
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync()
    {
        _client = ProgramProcess.Start(_calc, _host);
        Assert.Equal(0, await _client.WaitForExitAsync());
        await _client.DisposeAsync();
        _client = null;
        Clients++;
    }

    private async Task JoinAsync()
    {
        _server = ProgramProcess.Start(_serve, _host);
        await _server.Output.WaitForAsync("READY");
        Servers++;
    }

    private async Task LeaveAsync(ProgramProcess server)
    {
        server.Signal(UnixSignal.Terminate);
        await server.WaitForExitAsync();
        await server.DisposeAsync();
        _server = null;
    }
}
