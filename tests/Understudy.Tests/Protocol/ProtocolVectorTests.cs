using System.Globalization;
using System.Numerics;
using System.Text;
using Understudy.Membership;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>What docs/protocol.md says is what the code does, both ways.</summary>
public class ProtocolVectorTests
{
    private static readonly FramedDialect Dialect = FrameReading.Dialect;

    private static readonly string[] HeaderNames = ["kind", "flags", "cluster", "sender", "sequence"];

    private static readonly string[] HeartbeatNames =
    [
        "id", "not-serving", "load", "highest-id", "period-ms", "countdown", "active-from", "eligible-from",
        "longest-datagram", "uptime-us", "requests-heard", "requests-answered",
    ];

    private static readonly string[] RequestNames = ["rank-limit", "time-left-ms", "payload"];

    private static readonly string[] ReplyNames = ["status", "failure", "id", "rank", "load", "members", "payload"];

    /// <summary>The eligible servers of the page's table of weights.</summary>
    private static readonly byte[] Ids = [1, 2, 3, 4, 5];

    public static TheoryData<string> Titles => [.. ProtocolVector.ReadAll().Select(vector => vector.Title)];

    [Fact]
    public void Page_HasAVectorOfEveryKindAndFlagInUse()
    {
        Assert.Equal(
            [
                "heartbeat none", "heartbeat leaving", "heartbeat none", "request none", "request spread", "reply none",
                "reply busy", "reply none", "probe none",
            ],
            ProtocolVector.ReadAll().Select(vector => $"{vector["kind"]} {vector["flags"]}"));
        Assert.Equal(
            ["done", "rejected", "failed"],
            ProtocolVector.ReadAll().Where(vector => vector["kind"] == "reply").Select(vector => vector["status"]));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Vector_ReadByTheCode_HasItsFields(string title)
    {
        ProtocolVector vector = Find(title);
        ulong cluster = vector.Number("cluster");
        Assert.Equal(ClusterName.Hash("default"), cluster);
        Assert.Equal(DatagramStatus.Ok, FrameHeader.TryParse(vector.Datagram, cluster, out FrameHeader header));
        Assert.Equal(Header(vector), header);
        Assert.Equal(header.Kind, Dialect.KindOf(vector.Datagram, default));
        switch (header.Kind)
        {
            case FrameKind.Heartbeat:
                AssertNames(vector, HeartbeatNames);
                Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(vector.Datagram, out HeartbeatMessage heartbeat));
                Assert.Equal(Heartbeat(vector), heartbeat);
                break;
            case FrameKind.Request:
                AssertNames(vector, RequestNames);
                Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(vector.Datagram, out RequestMessage request));
                Assert.Equal(Request(vector), request with { Payload = default });
                Assert.Equal(vector["payload"], Encoding.ASCII.GetString(vector.Datagram[request.Payload]));
                break;
            case FrameKind.Reply:
                AssertNames(vector, ReplyNames);
                Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(vector.Datagram, out ReplyMessage reply));
                Assert.Equal(Reply(vector), reply with { Payload = default });
                Assert.Equal(vector["payload"], Encoding.ASCII.GetString(vector.Datagram[reply.Payload]));
                break;
            default:
                AssertNames(vector, []);
                Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(vector.Datagram, out ProbeMessage probe));
                Assert.Equal(Probe(vector), probe);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Vector_WrittenByTheCode_HasItsBytes(string title)
    {
        ProtocolVector vector = Find(title);
        byte[] payload = vector.Names.Contains("payload") ? Encoding.ASCII.GetBytes(vector["payload"]) : [];
        byte[] datagram = new byte[vector.Datagram.Length];
        int length = datagram.Length;
        switch (Header(vector).Kind)
        {
            case FrameKind.Heartbeat:
                length = Dialect.Write(datagram, Heartbeat(vector));
                break;
            case FrameKind.Request:
                length = Dialect.Write(datagram, Request(vector), payload);
                break;
            case FrameKind.Reply:
                Dialect.WritePrefix(datagram.AsSpan(0, Dialect.ReplyPrefix), Reply(vector));
                payload.CopyTo(datagram.AsSpan(Dialect.ReplyPrefix));
                break;
            default:
                length = Dialect.Write(datagram, Probe(vector));
                break;
        }

        Assert.Equal(vector.Datagram, datagram);
        Assert.Equal(datagram.Length, length);
    }

    [Fact]
    public void ClusterNames_OfThePage_HaveTheirHashes()
    {
        (string Name, string Hash)[] rows = [.. ProtocolVector.ReadPage()
            .SkipWhile(line => line != "| name | hash |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1] == "(empty)" ? "" : cells[1].Trim('`'), cells[2]))];
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row => Assert.Equal(row.Hash, $"0x{ClusterName.Hash(row.Name):x16}"));
    }

    /// <summary>The formula of the page, as a peer would write it down, and the code's ranks.</summary>
    [Fact]
    public void SpreadOrder_OfThePage_FollowsItsFormulaAndIsTheCodes()
    {
        ProtocolVector request = ProtocolVector.ReadAll().Single(vector => vector["flags"] == "spread");
        var terms = new RequestTerms(0, Spread: true, request.Number("sender"), request.Number("sequence"));
        IEnumerable<string> expected = Ids.Select(id => string.Create(
            CultureInfo.InvariantCulture,
            $"{id}   0x{Weight(terms.Client, terms.Number, id):x16}   {Rank.Of(id, Ids, terms)}"));
        Assert.Equal(
            expected,
            ProtocolVector.ReadPage().SkipWhile(line => line != "```weights").Skip(1).TakeWhile(line => line != "```"));
    }

    private static ulong Weight(ulong sender, ulong sequence, int id)
    {
        unchecked
        {
            ulong z = (sequence ^ BitOperations.RotateLeft(sender, 32)) + ((ulong)(id + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private static ProtocolVector Find(string title)
        => ProtocolVector.ReadAll().Single(vector => vector.Title == title);

    private static void AssertNames(ProtocolVector vector, string[] body)
        => Assert.Equal([.. HeaderNames, .. body], vector.Names);

    private static FrameHeader Header(ProtocolVector vector) => new(
        Enum.Parse<FrameKind>(vector["kind"], ignoreCase: true),
        Enum.Parse<FrameFlags>(vector["flags"], ignoreCase: true),
        vector.Number("cluster"),
        vector.Number("sender"),
        vector.Number("sequence"));

    private static HeartbeatMessage Heartbeat(ProtocolVector vector) => new(
        vector.Number("sender"),
        vector.Number("sequence"),
        (int)vector.Number("id"),
        vector["flags"] == "leaving",
        (NotServingReason)vector.Number("not-serving"),
        (byte)vector.Number("load"),
        new SharedSettings(
            (uint)vector.Number("period-ms"),
            (byte)vector.Number("highest-id"),
            (byte)vector.Number("countdown"),
            (byte)vector.Number("active-from"),
            (byte)vector.Number("eligible-from"),
            (ushort)vector.Number("longest-datagram")),
        vector.Number("uptime-us"),
        vector.Number("requests-heard"),
        vector.Number("requests-answered"));

    private static ProbeMessage Probe(ProtocolVector vector)
        => new(vector.Number("sender"), vector.Number("sequence"), IsChoosing: false);

    private static RequestMessage Request(ProtocolVector vector)
    {
        RequestKey key = Key(vector);
        int limit = (int)vector.Number("rank-limit");
        return new RequestMessage(
            key,
            new RequestTerms(limit, vector["flags"] == "spread", key.Client, key.Number),
            TimeSpan.FromMilliseconds((long)vector.Number("time-left-ms")));
    }

    private static ReplyMessage Reply(ProtocolVector vector) => new(
        Key(vector),
        Enum.Parse<ReplyStatus>(vector["status"], ignoreCase: true),
        (FailureReason)vector.Number("failure"),
        (int)vector.Number("id"),
        (int)vector.Number("rank"),
        vector["flags"] == "busy",
        (byte)vector.Number("load"),
        (byte)vector.Number("members"));

    private static RequestKey Key(ProtocolVector vector) => new(vector.Number("sender"), vector.Number("sequence"));
}
