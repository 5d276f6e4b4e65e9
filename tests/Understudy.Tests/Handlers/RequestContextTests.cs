using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Testing;

namespace Understudy.Tests.Handlers;

/// <summary>What a handler is given, and for how long.</summary>
public class RequestContextTests
{
    private const string Over = "The call of the handler has completed, and its context with it.";

    [Fact]
    public void Context_OfACall_TellsTheRequestAndTakesTheReply()
    {
        var id = new RequestId(1, 2);
        var call = new HandlerCall("ask"u8.ToArray(), id, rank: 3);
        call.Context.Reply.Write("an"u8);
        call.Context.Reply.Write("swer"u8);
        Assert.Equal("ask"u8, call.Context.Payload.Span);
        Assert.Equal((id, 3), (call.Context.Id, call.Context.Rank));
        Assert.Equal("answer"u8, call.Reply.Span);
    }

    [Fact]
    public void Context_OfTheClassicDialect_HasNoId() => Assert.Null(new HandlerCall("ask"u8.ToArray()).Context.Id);

    [Fact]
    public void Context_IsAsSmallAsTwoWords() => Assert.Equal(16, Unsafe.SizeOf<RequestContext>());

    [Fact]
    public void Context_AfterTheCall_RefusesEverything()
    {
        var call = new HandlerCall("ask"u8.ToArray());
        RequestContext context = call.Context;
        ReplyWriter reply = context.Reply;
        call.Complete();
        Action[] uses =
        [
            () => _ = context.Payload, () => _ = context.Id, () => _ = context.Peer, () => _ = context.Rank,
            () => _ = reply.FreeBytes, () => reply.Write("late"u8), () => reply.Advance(0), () => reply.GetSpan(),
            () => reply.GetMemory(),
        ];
        Assert.All(uses, use => Assert.Equal(Over, Assert.Throws<InvalidOperationException>(use).Message));
        Assert.True(call.Reply.IsEmpty);
    }

    /// <summary>The memory of a request serves the next one, too.</summary>
    [Fact]
    public void Context_OfAnEarlierRequest_DoesNotReachTheNext()
    {
        var job = new RequestJob(1200);
        RequestContext first = job.BeginCall();
        job.EndCall();
        job.Received(10, TimeSpan.Zero);
        RequestContext second = job.BeginCall();
        Assert.Throws<InvalidOperationException>(() => first.Reply.Write("late"u8));
        second.Reply.Write("mine"u8);
        Assert.Equal("mine"u8, job.Reply.Payload);
    }

    [Fact]
    public void Context_OfNoCall_IsClosed()
        => Assert.Throws<InvalidOperationException>(() => default(RequestContext).Payload);

    [Fact]
    public void Peer_KeptForLater_IsACopy()
    {
        var job = new RequestJob(1200);
        Peer Sender(byte last) => new(new IPEndPoint(new IPAddress([10, 0, 0, last]), 5000));
        job.Client.CopyFrom(Sender(1));
        Peer peer = job.BeginCall().Peer;
        job.Client.CopyFrom(Sender(2));
        Assert.Equal("10.0.0.1:5000", peer.ToString());
    }

    [Fact]
    public void FreeBytes_OfAFramedReply_LeaveRoomForItsHeader()
    {
        var call = new HandlerCall("ask"u8.ToArray());
        Assert.Equal(1200 - ReplyFrame.PayloadOffset, call.Context.Reply.FreeBytes);
        call.Context.Reply.Write(new byte[100]);
        Assert.Equal(1100 - ReplyFrame.PayloadOffset, call.Context.Reply.FreeBytes);
    }

    [Fact]
    public void Reply_TooLarge_FailsAtTheWriteAndKeepsWhatWasWritten()
    {
        var call = new HandlerCall("ask"u8.ToArray(), maxReplyBytes: 5);
        call.Context.Reply.Write("abc"u8);
        ReplyTooLargeException error = Assert.Throws<ReplyTooLargeException>(() => call.Context.Reply.Write("def"u8));
        Assert.Equal("The reply would have 6 bytes; at most 5 fit one datagram.", error.Message);
        Assert.Equal("abc"u8, call.Reply.Span);
    }

    [Fact]
    public void Reply_WrittenAsJson_AsksForMoreRoomThanItTakes()
    {
        var call = new HandlerCall("ask"u8.ToArray(), maxReplyBytes: 500);
        using (var json = new Utf8JsonWriter(call.Context.Reply))
        {
            json.WriteStartArray();
            for (int value = 100; value < 200; value++)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        Assert.Equal(401, call.Reply.Length);
    }
}
