using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Understudy.Testing;

namespace Understudy.Tests.Driving;

/// <summary>What listeners of a server must not be able to do to it.</summary>
public class HostileListenerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>It ended the heartbeat thread, and the process with it.</summary>
    [Fact]
    public async Task Server_WhoseLoggerThrows_StartsAnswersAndStops()
        => await AskAsync(new Throws(), meters: null);

    [Fact]
    public async Task Server_WhoseMeterListenerThrows_StartsAnswersAndStops()
    {
        using var meters = new OneMeter();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (meters.IsMine(instrument))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("listener"));
        listener.Start();
        await AskAsync(logger: null, meters);
    }

    private static async Task AskAsync(ILogger<UnderstudyServer>? logger, IMeterFactory? meters)
    {
        var network = new InMemoryNetwork();
        var options = new UnderstudyServerOptions { Id = 1, MeterFactory = meters };
        options.Network.DatagramNetwork = network.Host("server");
        await using var server = new UnderstudyServer(options, Echo, logger);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await server.Ready.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        var asking = new UnderstudyClientOptions();
        asking.Network.DatagramNetwork = network.Host("client");
        await using var client = new UnderstudyClient(asking);
        Reply reply = await client.RequestAsync("1"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("1"u8.ToArray(), reply.Payload.ToArray());
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    private static ValueTask<HandlerStatus> Echo(RequestContext context, CancellationToken cancellationToken)
    {
        context.Reply.Write(context.Payload.Span);
        return ValueTask.FromResult(HandlerStatus.Ok);
    }

    private sealed class Throws : ILogger<UnderstudyServer>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => throw new InvalidOperationException("logger");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
            => throw new InvalidOperationException("logger");
    }
}
