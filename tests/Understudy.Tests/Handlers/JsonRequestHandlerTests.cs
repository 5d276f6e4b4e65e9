using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Testing;

namespace Understudy.Tests.Handlers;

/// <summary>JSON at both ends: what a client asks, and what a handler makes of it.</summary>
public partial class JsonRequestHandlerTests
{
    [Fact]
    public async Task Request_ByJson_IsAnsweredByJson()
    {
        await using var cluster = new TestCluster(1, new Halving());
        await cluster.StartAsync();
        Assert.Equal(new Half(21), await AskAsync(cluster, 42));
    }

    [Fact]
    public async Task Rejection_OfAHandler_ReachesTheClientWithItsReason()
    {
        await using var cluster = new TestCluster(1, new Halving());
        await cluster.StartAsync();
        RequestRejectedException error
            = await Assert.ThrowsAsync<RequestRejectedException>(() => AskAsync(cluster, 3));
        Assert.Equal("3 is odd", error.Reason);
        Assert.Equal("The request was rejected: 3 is odd", error.Message);
        Assert.Equal(1, error.Reply?.ServerId);
    }

    [Theory]
    [InlineData("{", "The request cannot be read: ")]
    [InlineData("[]", "The request cannot be read: ")]
    [InlineData("null", "The request is null.")]
    public async Task Request_ThatCannotBeRead_IsRejectedWithTheReason(string request, string reason)
    {
        var call = new HandlerCall(Encoding.UTF8.GetBytes(request));
        Assert.Equal(HandlerStatus.Rejected, await new Halving().HandleAsync(call.Context, CancellationToken.None));
        Assert.StartsWith(reason, Encoding.UTF8.GetString(call.Reply.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(4, "3 is")]
    [InlineData(8, "3 is odd")]
    public async Task Reason_ThatDoesNotFit_IsCutOff(int room, string reason)
    {
        var call = new HandlerCall("""{"Number":3}"""u8.ToArray(), maxReplyBytes: room);
        Assert.Equal(HandlerStatus.Rejected, await new Halving().HandleAsync(call.Context, CancellationToken.None));
        Assert.Equal(reason, Encoding.UTF8.GetString(call.Reply.Span));
    }

    [Fact]
    public async Task Reply_ThatDoesNotFit_IsRefusedWhole()
    {
        var call = new HandlerCall("""{"Number":42}"""u8.ToArray(), maxReplyBytes: 5);
        await Assert.ThrowsAsync<ReplyTooLargeException>(
            async () => await new Halving().HandleAsync(call.Context, CancellationToken.None));
        Assert.Equal(0, call.Reply.Length);
    }

    [Fact]
    public async Task Answer_ThatIsNoJson_IsReported()
    {
        await using var cluster = new TestCluster(1, new Babbling());
        await cluster.StartAsync();
        await Assert.ThrowsAsync<JsonException>(() => AskAsync(cluster, 42));
    }

    private static Task<Half> AskAsync(TestCluster cluster, int number)
        => cluster.Client.RequestAsync(new Whole(number), Json.Default.Whole, Json.Default.Half);

    internal sealed record Whole(int Number);

    internal sealed record Half(int Number);

    [JsonSerializable(typeof(Whole))]
    [JsonSerializable(typeof(Half))]
    private sealed partial class Json : JsonSerializerContext;

    private sealed class Halving() : JsonRequestHandler<Whole, Half>(Json.Default.Whole, Json.Default.Half)
    {
        protected override ValueTask<Half> HandleAsync(
            Whole request, RequestContext context, CancellationToken cancellationToken)
            => request.Number % 2 == 0
                ? ValueTask.FromResult(new Half(request.Number / 2))
                : throw new RequestRejectedException($"{request.Number} is odd");
    }

    private sealed class Babbling : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            context.Reply.Write("blah"u8);
            return ValueTask.FromResult(HandlerStatus.Ok);
        }
    }
}
