using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Understudy.Testing;

namespace Understudy.Tests.Hosting;

public class HostedServerTests
{
    private static readonly byte[] Request = "who?"u8.ToArray();

    [Fact]
    public async Task Server_OfASection_HasItsOptions()
    {
        await using var host = new TestHost();
        host.Builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create("Understudy:Network:RequestGroup", (string?)"239.255.1.1:6000")]);
        host.Builder.Services.AddUnderstudyServer<Counted>(host.Builder.Configuration.GetSection("Understudy"));
        Assert.Equal(
            GroupAddress.Parse("239.255.1.1:6000"),
            host.Services.GetRequiredService<IOptions<UnderstudyServerOptions>>().Value.Network.RequestGroup);
    }

    [Theory]
    [InlineData(null, "MaxRequestsInProgress: 0 is out of range; it must be from 1 to 65536.")]
    [InlineData("orders", "orders: MaxRequestsInProgress: 0 is out of range; it must be from 1 to 65536.")]
    public async Task Option_ThatCannotWork_StopsTheHostAtItsStart(string? name, string message)
    {
        await using var host = new TestHost();
        if (name is null)
            host.Builder.Services.AddUnderstudyServer<Counted>(options => options.MaxRequestsInProgress = 0);
        else
            host.Builder.Services.AddUnderstudyServer<Counted>(name, options => options.MaxRequestsInProgress = 0);
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Option_OfAClientThatCannotWork_StopsTheHostAtItsStart()
    {
        await using var host = new TestHost();
        host.Builder.Services.AddUnderstudyClient(options => options.Timeout = TimeSpan.Zero);
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.StartsWith("Timeout: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_IsMadeForEachRequest_AndEndsBeforeTheAnswer()
    {
        await using var host = new TestHost();
        var lives = new Lives();
        host.Builder.Services.AddSingleton(lives);
        AddBoth(host);
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);

        // One was made to be warmed up.
        Assert.Equal((1, 1), (lives.Begun, lives.Ended));
        await host.Client.RequestAsync(Request);
        Assert.Equal((2, 2), (lives.Begun, lives.Ended));
        await host.Client.RequestAsync(Request);
        Assert.Equal((3, 3), (lives.Begun, lives.Ended));
    }

    [Fact]
    public async Task Handler_ThatIsASingleton_IsCalledAsItIs()
    {
        await using var host = new TestHost();
        var lives = new Lives();
        host.Builder.Services.AddSingleton(lives);
        host.Builder.Services.AddSingleton<Counted>();
        AddBoth(host);
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);
        await host.Client.RequestAsync(Request);
        await host.Client.RequestAsync(Request);
        Assert.Equal((1, 0), (lives.Begun, lives.Ended));
    }

    [Fact]
    public async Task ServersAndClients_WithNames_AreKeyedByThem()
    {
        await using var host = new TestHost();
        host.Builder.Services.AddSingleton(new Lives());
        foreach ((string name, int id) in new[] { ("a", 1), ("b", 2) })
        {
            host.Builder.Services.AddUnderstudyServer<Counted>(name, options =>
            {
                host.Join(options, id);
                options.Network.Cluster = name;
            });
            host.Builder.Services.AddUnderstudyClient(name, options =>
            {
                host.Join(options);
                options.Network.Cluster = name;
            });
        }

        await host.StartAsync();
        foreach ((string name, int id) in new[] { ("a", 1), ("b", 2) })
        {
            await host.Services.GetRequiredKeyedService<UnderstudyServer>(name).Ready.WaitAsync(TestHost.Patience);
            IUnderstudyClient client = host.Services.GetRequiredKeyedService<IUnderstudyClient>(name);
            Assert.Equal(id, (await client.RequestAsync(Request)).ServerId);
        }

        Assert.Null(host.Services.GetService<UnderstudyServer>());
        Assert.Null(host.Services.GetService<IUnderstudyClient>());
    }

    [Fact]
    public void Server_OfANameThatIsTaken_IsRefused()
    {
        var services = new ServiceCollection();
        services.AddUnderstudyServer<Counted>(_ => { }).AddUnderstudyServer<Counted>("a", _ => { });
        Assert.Equal(
            "There is a server already; give each of several a name.",
            Assert.Throws<InvalidOperationException>(() => services.AddUnderstudyServer<Counted>(_ => { })).Message);
        Assert.Equal(
            "There is a server named 'a' already; give each a name of its own.",
            Assert.Throws<InvalidOperationException>(
                () => services.AddUnderstudyServer<Counted>("a", _ => { })).Message);
    }

    [Fact]
    public async Task Stop_OfTheHost_SaysFarewellAndLetsRequestsFinish()
    {
        await using var host = new TestHost();
        var handler = new Held();
        host.Builder.Services.AddSingleton(handler);
        AddBoth<Held>(host);
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);

        await using UnderstudyServer other = await StartOtherAsync(host);
        var left = new TaskCompletionSource<MemberChangeReason>();
        other.MemberChanged += (_, change) => left.TrySetResult(change.Reason);

        // Alone to answer: the other one is not asked, since the request has reached the first.
        Task<Reply> reply = host.Client.RequestAsync(Request);
        await handler.Begun.Task.WaitAsync(TestHost.Patience);
        Task stop = host.StopAsync();
        Assert.Equal(MemberChangeReason.Left, await left.Task.WaitAsync(TestHost.Patience));
        Assert.False(stop.IsCompleted);

        handler.End.SetResult();
        await stop;
        await reply.WaitAsync(TestHost.Patience);
        Assert.False(handler.IsGivenUp);
    }

    [Fact]
    public async Task Stop_WithAHandlerThatHeedsNothing_EndsWithTheHostsPatience()
    {
        await using var host = new TestHost();
        var handler = new Held();
        host.Builder.Services.AddSingleton(handler);
        host.Builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(
            options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(1));
        AddBoth<Held>(host);
        await host.StartAsync();
        await host.Server.Ready.WaitAsync(TestHost.Patience);
        Task<Reply> reply = host.Client.RequestAsync(Request);
        await handler.Begun.Task.WaitAsync(TestHost.Patience);

        // The host's own end must not wait either.
        await host.StopAsync();
        await host.DisposeAsync();
        Assert.True(handler.IsGivenUp);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    private static void AddBoth(TestHost host) => AddBoth<Counted>(host);

    private static void AddBoth<THandler>(TestHost host)
        where THandler : class, IRequestHandler
        => host.Builder.Services
            .AddUnderstudyServer<THandler>(options => host.Join(options, 1))
            .AddUnderstudyClient(options => host.Join(options));

    /// <summary>A server outside the host, that has heard of the host's.</summary>
    private static async Task<UnderstudyServer> StartOtherAsync(TestHost host)
    {
        var options = new UnderstudyServerOptions();
        host.Join(options, 2);
        var other = new UnderstudyServer(options, (_, _) => ValueTask.FromResult(HandlerStatus.Ok));
        await other.StartAsync();
        await other.Ready.WaitAsync(TestHost.Patience);
        return other;
    }

    private sealed class Lives
    {
        private int _begun;
        private int _ended;

        public int Begun => Volatile.Read(ref _begun);

        public int Ended => Volatile.Read(ref _ended);

        public void Begin() => Interlocked.Increment(ref _begun);

        public void End() => Interlocked.Increment(ref _ended);
    }

    private sealed class Counted : IRequestHandler, IAsyncDisposable
    {
        private readonly Lives _lives;

        public Counted(Lives lives)
        {
            _lives = lives;
            lives.Begin();
        }

        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            context.Reply.Write(Encoding.UTF8.GetBytes("me"));
            return ValueTask.FromResult(HandlerStatus.Ok);
        }

        public ValueTask DisposeAsync()
        {
            _lives.End();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Comes back when the test says so, whatever its token says.</summary>
    private sealed class Held : IRequestHandler
    {
        private CancellationToken _token;

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGivenUp => _token.IsCancellationRequested;

        public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            _token = cancellationToken;
            Begun.TrySetResult();
            await End.Task;
            return HandlerStatus.Ok;
        }
    }
}
