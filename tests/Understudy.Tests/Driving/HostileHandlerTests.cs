using System.Diagnostics.Metrics;
using Understudy.Testing;

namespace Understudy.Tests.Driving;

/// <summary>What handlers and listeners must not be able to do to a server or a client.</summary>
public class HostileHandlerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Its place was never given back, and nobody was told.</summary>
    [Fact]
    public async Task Handler_ThatAsksForMoreMemoryThanThereIs_HasFailed()
    {
        var handler = new Fails(new InsufficientMemoryException(), new InvalidOperationException());
        await using var cluster = new TestCluster(1, handler);
        await cluster.StartAsync();
        for (int request = 0; request < 2; request++)
        {
            RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
                () => cluster.Client.RequestAsync("1"u8.ToArray(), TestContext.Current.CancellationToken));
            Assert.Equal((FailureReason.HandlerFailed, 1), (failure.Reason, failure.Servers));
        }
    }

    /// <summary>What a handler registers with its token ran before the caller of a stop was let go.</summary>
    [Fact]
    public async Task Stop_ThatWaitsNoLonger_IsNotHeldUpByWhatAHandlerDoesAboutIt()
    {
        using var block = new ManualResetEventSlim();
        var handler = new BlocksWhenTold(block);
        await using var cluster = new TestCluster(1, handler);
        await cluster.StartAsync();
        _ = cluster.Client.RequestAsync("1"u8.ToArray(), CancellationToken.None);
        await handler.Called.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await Task.Run(() => cluster.Server(1).StopAsync(new CancellationToken(canceled: true)), CancellationToken.None)
            .WaitAsync(Deadline, TestContext.Current.CancellationToken);
        block.Set();
    }

    /// <summary>The lock was not given back: every later request and the disposal waited for ever.</summary>
    [Fact]
    public async Task Client_WhoseMeterListenerThrows_IsStillDisposed()
    {
        using var meters = new OneMeter();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (meters.IsMine(instrument) && instrument.Name == "understudy.client.requests")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("listener"));
        var options = new UnderstudyClientOptions { MeterFactory = meters, Timeout = TimeSpan.FromMilliseconds(100) };
        options.Network.DatagramNetwork = new InMemoryNetwork().Host("client");
        var client = new UnderstudyClient(options);
        listener.Start();

        await Assert.ThrowsAsync<NoAnswerException>(
            () => client.RequestAsync("1"u8.ToArray(), TestContext.Current.CancellationToken));
        await client.DisposeAsync().AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken);
    }

    private sealed class Fails(params Exception[] errors) : IRequestHandler
    {
        private int _calls;

        public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw errors[_calls++];
        }
    }

    private sealed class BlocksWhenTold(ManualResetEventSlim block) : IRequestHandler
    {
        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            await using CancellationTokenRegistration told = cancellationToken.Register(() => block.Wait(2 * Deadline));
            Called.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return HandlerStatus.Ok;
        }
    }
}
