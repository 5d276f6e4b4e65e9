using System.Data.Common;
using System.Text;
using Understudy.Samples.Orders;
using Understudy.Testing;

namespace Understudy.SystemTests.Orders;

/// <summary>One request that reaches several servers, each of which has a connection of its own to the store.</summary>
public sealed class OutcomeTests
{
    private static readonly RequestId First = new(1, 1);
    private static readonly RequestId Second = new(1, 2);

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Repeat_ThatReachesAnotherServer_GetsTheStoredReply(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using Shop shop = await Shop.OpenAsync(store, pieces: 2);
        await using Shop other = await Shop.OpenAsync(store, pieces: 2);

        Assert.Equal("Ok: order 1 of tea, 1 left", await shop.AskAsync("ORDER tea", First));
        Assert.Equal("Ok: order 1 of tea, 1 left", await other.AskAsync("ORDER tea", First));
        Assert.Equal("Ok: order 2 of tea, 0 left", await other.AskAsync("ORDER tea", Second));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Request_AtAllServersAtOnce_IsCarriedOutByOne(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using Shop shop = await Shop.OpenAsync(store, pieces: 100);
        await using Shop other = await Shop.OpenAsync(store, pieces: 100);

        for (ulong number = 1; number <= 50; number++)
        {
            var id = new RequestId(1, number);
            string expected = $"Ok: order {number} of tea, {100 - number} left";
            string[] replies = await Task.WhenAll(
                shop.AskAsync("ORDER tea", id), other.AskAsync("ORDER tea", id), shop.AskAsync("ORDER tea", id));
            Assert.Equal([expected, expected, expected], replies);
        }
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Repeat_OfWhatWasRejected_IsRejectedThoughTheStockWasFilled(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using Shop shop = await Shop.OpenAsync(store, pieces: 0);

        Assert.Equal("Rejected: there is no tea left", await shop.AskAsync("ORDER tea", First));
        await using (DbConnection connection = await store.ConnectAsync())
            await connection.ExecuteAsync("UPDATE stock SET remaining = 1");
        Assert.Equal("Rejected: there is no tea left", await shop.AskAsync("ORDER tea", First));
        Assert.Equal("Ok: order 1 of tea, 0 left", await shop.AskAsync("ORDER tea", Second));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Effect_ThatFails_LeavesNothingBehind(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using Shop shop = await Shop.OpenAsync(store, pieces: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Outcomes.OnceAsync(
            First,
            async connection =>
            {
                await Stock.OrderAsync(connection, "tea", First);
                throw new InvalidOperationException();
            },
            CancellationToken.None));
        Assert.Equal("Ok: order 1 of tea, 0 left", await shop.AskAsync("ORDER tea", First));
    }

    [Theory]
    [InlineData(TestStore.Sqlite)]
    [InlineData(TestStore.Postgres)]
    public async Task Outcome_OlderThanADay_IsPruned(string kind)
    {
        await using TestStore store = await TestStore.MakeAsync(kind);
        await using Shop shop = await Shop.OpenAsync(store, pieces: 2);

        await shop.AskAsync("ORDER tea", First);
        shop.Time.Now += Outcomes.Kept;
        Assert.Equal(0, await shop.Outcomes.PruneAsync(CancellationToken.None));
        await shop.AskAsync("ORDER tea", Second);
        shop.Time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await shop.Outcomes.PruneAsync(CancellationToken.None));
        Assert.Equal("Ok: order 2 of tea, 0 left", await shop.AskAsync("ORDER tea", Second));
    }

    /// <summary>What one server has: the handler, and its own way to the store.</summary>
    private sealed class Shop : IAsyncDisposable
    {
        private readonly IDatabase _database;
        private readonly OrderHandler _handler;

        private Shop(IDatabase database)
        {
            _database = database;
            Outcomes = new Outcomes(database, Time);
            _handler = new OrderHandler(Outcomes);
        }

        public WallClock Time { get; } = new();

        public Outcomes Outcomes { get; }

        public static async Task<Shop> OpenAsync(TestStore store, int pieces)
        {
            var shop = new Shop(IDatabase.Open(store.Option));
            await CreateTablesAsync(shop, pieces);
            return shop;
        }

        public async Task<string> AskAsync(string request, RequestId id)
        {
            var call = new HandlerCall(Encoding.UTF8.GetBytes(request), id);
            HandlerStatus status = await _handler.HandleAsync(call.Context, CancellationToken.None);
            return $"{status}: {Encoding.UTF8.GetString(call.Reply.Span)}";
        }

        public ValueTask DisposeAsync() => _database.DisposeAsync();

        private static Task<bool> CreateTablesAsync(Shop shop, int pieces)
            => shop._database.TransactRepeatedlyAsync(
                async connection =>
                {
                    await shop.Outcomes.CreateTableAsync(connection);
                    await Stock.CreateTablesAsync(connection, pieces);
                    return true;
                },
                CancellationToken.None);
    }

    private sealed class WallClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
