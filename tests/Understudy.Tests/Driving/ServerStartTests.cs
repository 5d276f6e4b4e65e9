using Microsoft.Extensions.Logging;
using Understudy.Testing;
using Understudy.Tests.Diagnostics;

namespace Understudy.Tests.Driving;

/// <summary>A machine starts its services before its cards are ready.</summary>
public class ServerStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordedLog _log = new(LogLevel.Warning);
    private readonly LateNetwork _network = new();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WhoseNetworkIsNotThereYet_WaitsAndSaysSoOnce()
    {
        _network.Refusals = 3;
        await using UnderstudyServer server = Make(TimeSpan.FromSeconds(20));
        await server.StartAsync(Ending);
        await server.Ready.WaitAsync(Patience, Ending);
        Assert.Equal(4, _network.Tries);
        Assert.Equal("waiting for the network, 20 s at most: There is no card.", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public async Task Server_ThatMayNotWait_FailsAtOnceAndMayTryAgain()
    {
        _network.Refusals = 1;
        await using UnderstudyServer server = Make(TimeSpan.Zero);
        await Assert.ThrowsAsync<NetworkException>(() => server.StartAsync(Ending));
        Assert.Empty(_log.Lines);
        await server.StartAsync(Ending);
        await server.Ready.WaitAsync(Patience, Ending);
    }

    [Fact]
    public async Task Server_WhoseNetworkDoesNotComeInTime_FailsWithTheLastReason()
    {
        _network.Refusals = int.MaxValue;
        await using UnderstudyServer server = Make(TimeSpan.FromMilliseconds(150));
        NetworkException error = await Assert.ThrowsAsync<NetworkException>(() => server.StartAsync(Ending));
        Assert.Equal("There is no card.", error.Message);
        Assert.InRange(_network.Tries, 2, 3);
    }

    /// <summary>No time cures a port that another program holds.</summary>
    [Fact]
    public async Task Server_WhoseTroubleWillNotPass_FailsAtOnce()
    {
        _network.Refusals = 1;
        _network.MayPass = false;
        await using UnderstudyServer server = Make(TimeSpan.FromDays(1));
        await Assert.ThrowsAsync<NetworkException>(() => server.StartAsync(Ending));
        Assert.Equal(1, _network.Tries);
    }

    /// <summary>Its heartbeats would be heard, and no request.</summary>
    [Fact]
    public async Task Server_ThatCanOpenOnlyItsHeartbeatLane_KeepsNothingOpen()
    {
        _network.Refusals = 1;
        _network.Refuses = Lane.Requests;
        await using UnderstudyServer server = Make(TimeSpan.Zero);
        await Assert.ThrowsAsync<NetworkException>(() => server.StartAsync(Ending));
        Assert.Null(server.Peer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_ThatIsToldToStopWhileItWaits_Does(bool byToken)
    {
        _network.Refusals = int.MaxValue;
        UnderstudyServer server = Make(TimeSpan.FromDays(1));
        using var cancelled = new CancellationTokenSource();
        Task starting = server.StartAsync(cancelled.Token);
        if (byToken)
            await cancelled.CancelAsync();
        await server.StopAsync(Ending).WaitAsync(Patience, Ending);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.True(server.Ready.IsCanceled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Ending));
    }

    [Fact]
    public async Task Server_ThatWasStarted_IsNotStartedAgain()
    {
        await using UnderstudyServer server = Make(TimeSpan.Zero);
        await server.StartAsync(Ending);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Ending));
    }

    private UnderstudyServer Make(TimeSpan waitForNetwork)
    {
        var options = new UnderstudyServerOptions { Id = 1, WaitForNetwork = waitForNetwork };
        options.Network.DatagramNetwork = _network;
        return new UnderstudyServer(
            options, (_, _) => ValueTask.FromResult(HandlerStatus.Ok), new LogOf<UnderstudyServer>(_log));
    }

    /// <summary>A network that refuses to be opened a few times.</summary>
    private sealed class LateNetwork : IDatagramNetwork
    {
        private readonly InMemoryHost _host = new InMemoryNetwork().Host("server");

        public int Refusals { get; set; }

        public bool MayPass { get; set; } = true;

        public Lane Refuses { get; set; } = Lane.Heartbeats;

        public int Tries { get; private set; }

        public IDatagramTransport OpenServer(Lane lane)
        {
            if (lane != Refuses)
                return _host.OpenServer(lane);
            Tries++;
            return Tries > Refusals
                ? _host.OpenServer(lane)
                : throw new NetworkException("There is no card.") { MayPass = MayPass };
        }

        public IDatagramTransport OpenClient() => _host.OpenClient();
    }

    private sealed class LogOf<T>(ILogger inner) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
            => inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
