using System.Globalization;
using System.Net;
using System.Text.Json;
using Understudy.Tests.Protocol;

namespace Understudy.SystemTests.Wire;

/// <summary>docs/wireshark/understudy.lua shows what docs/protocol.md says.</summary>
public sealed class DissectorTests : IDisposable
{
    private static readonly IPEndPoint Requests = IPEndPoint.Parse("239.255.77.1:5107");
    private static readonly IPEndPoint Heartbeats = IPEndPoint.Parse("239.255.77.2:5108");
    private static readonly IPEndPoint ClassicRequests = IPEndPoint.Parse("224.1.1.1:5007");
    private static readonly IPEndPoint ClassicHeartbeats = IPEndPoint.Parse("224.1.1.2:5008");
    private static readonly IPEndPoint Client = IPEndPoint.Parse("10.77.0.4:50000");
    private static readonly IPEndPoint Server = IPEndPoint.Parse("10.77.0.1:40000");

    /// <summary>The field of each name that a vector may have, beyond the flags.</summary>
    private static readonly Dictionary<string, string> FieldOfName = new()
    {
        ["kind"] = "understudy.kind",
        ["cluster"] = "understudy.cluster",
        ["sender"] = "understudy.sender",
        ["sequence"] = "understudy.sequence",
        ["id"] = "understudy.id",
        ["not-serving"] = "understudy.not_serving",
        ["load"] = "understudy.load",
        ["highest-id"] = "understudy.highest_id",
        ["countdown"] = "understudy.countdown",
        ["active-from"] = "understudy.active_from",
        ["eligible-from"] = "understudy.eligible_from",
        ["longest-datagram"] = "understudy.longest_datagram",
        ["time-left-ms"] = "understudy.time_left",
        ["failure"] = "understudy.failure",
        ["members"] = "understudy.members",
        ["period-ms"] = "understudy.period",
        ["uptime-us"] = "understudy.uptime",
        ["requests-heard"] = "understudy.requests_heard",
        ["requests-answered"] = "understudy.requests_answered",
        ["rank-limit"] = "understudy.rank_limit",
        ["status"] = "understudy.status",
        ["rank"] = "understudy.rank",
        ["payload"] = "understudy.text",
    };

    private static readonly string[] FlagFields =
    [
        "understudy.dialect", "understudy.version", "understudy.flags", "understudy.flags.extended",
        "understudy.flags.spread", "understudy.flags.leaving", "understudy.flags.busy", "_ws.expert.message",
    ];

    private static readonly string[] Kinds = ["heartbeat", "request", "reply", "probe"];

    private static readonly string[] Statuses = ["done", "rejected", "failed"];

    private readonly PcapFile _capture;

    public DissectorTests()
    {
        Assert.SkipWhen(Tshark.Obstacle is not null, Tshark.Obstacle ?? "");
        _capture = new PcapFile();
    }

    [Fact]
    public async Task Vectors_OfThePage_HaveTheirFields()
    {
        IReadOnlyList<ProtocolVector> vectors = ProtocolVector.ReadAll();
        AddVectors(vectors);
        string[][] rows = await Tshark.ReadFieldsAsync(_capture, [.. FieldOfName.Values]);
        IEnumerable<string[]> expected = vectors.Select(vector => FieldOfName.Keys
            .Select(name => vector.Names.Contains(name) ? Shown(vector, name) : "")
            .ToArray());
        Assert.Equal(expected, rows);
    }

    [Fact]
    public async Task Vectors_OfThePage_HaveTheirFlagsAndNoFault()
    {
        IReadOnlyList<ProtocolVector> vectors = ProtocolVector.ReadAll();
        AddVectors(vectors);
        string[][] rows = await Tshark.ReadFieldsAsync(_capture, FlagFields);
        IEnumerable<string[]> expected = vectors.Select(vector => vector["flags"] switch
        {
            "spread" => (string[])["framed", "2", "0x02", "False", "True", "False", "False", ""],
            "leaving" => ["framed", "2", "0x04", "False", "False", "True", "False", ""],
            "busy" => ["framed", "2", "0x10", "False", "False", "False", "True", ""],
            _ => ["framed", "2", "0x00", "False", "False", "False", "False", ""],
        });
        Assert.Equal(expected, rows.Select(row => (string[])[.. row[..3], .. row[3..7].Select(Boolean), row[7]]));
    }

    [Fact]
    public async Task Vectors_OfThePage_AreSummedUpInALine()
    {
        AddVectors(ProtocolVector.ReadAll());
        Assert.Equal(
            [
                "Heartbeat #7, server 2",
                "Heartbeat #4294967296, server 2, leaving",
                "Heartbeat #8, server 2, not serving: stuck",
                "Request #41, rank limit 0",
                "Request #42, rank limit 1, spread",
                "Reply #41, server 1, rank 0, done",
                "Reply #42, server 1, rank 1, rejected, busy",
                "Reply #43, server 1, rank 0, failed: handler failed",
                "Probe",
            ],
            await ReadInfoAsync());
    }

    [Fact]
    public async Task Payload_InJson_IsItsBytesAndItsText()
    {
        AddVectors([.. ProtocolVector.ReadAll().Where(vector => vector["kind"] == "request").Take(1)]);
        using JsonDocument json = JsonDocument.Parse(await Tshark.ReadAsync(_capture, "-T", "json"));
        JsonElement layers = json.RootElement[0].GetProperty("_source").GetProperty("layers").GetProperty("understudy");
        Assert.Equal("33:2b:35:2d:34:2f:33:2a:34", layers.GetProperty("understudy.payload").GetString());
        Assert.Equal("3+5-4/3*4", layers.GetProperty("understudy.text").GetString());
    }

    [Fact]
    public async Task ClassicExchange_OnTheOriginalsPorts_IsShown()
    {
        _capture.Add(Server, ClassicHeartbeats, "12"u8);
        _capture.Add(Client, ClassicRequests, "3+5-4/3*4"u8);
        _capture.Add(Server, Client, "2.666666666666667"u8);
        _capture.Add(Client, Requests, "\u0540"u8);
        _capture.Add(Server, Heartbeats, "1"u8);
        string[][] rows = await Tshark.ReadFieldsAsync(
            _capture,
            ["understudy.dialect", "understudy.kind", "understudy.id", "understudy.text", "_ws.expert.message"]);
        Assert.Equal(
            [
                ["classic", "1", "12", "", ""],
                ["classic", "2", "", "3+5-4/3*4", ""],
                ["classic", "3", "", "2.666666666666667", ""],
                ["classic", "2", "", "\u0540", ""],
                ["classic", "1", "1", "", ""],
            ],
            rows);
    }

    [Fact]
    public async Task Datagrams_ThatAreMalformed_AreToldWhy()
    {
        byte[] heartbeat = ProtocolVector.ReadAll().First(vector => vector["kind"] == "heartbeat").Datagram;
        byte[] reply = ProtocolVector.ReadAll().First(vector => vector["kind"] == "reply").Datagram;
        (byte[] Datagram, IPEndPoint To, string Message)[] cases =
        [
            (heartbeat[..1], Heartbeats, "Shorter than its kind needs"),
            (heartbeat[..27], Heartbeats, "Shorter than its kind needs"),
            (heartbeat[..64], Heartbeats, "Shorter than its kind needs"),
            ([.. heartbeat, 0], Heartbeats, "Longer than its kind is"),
            (With(heartbeat, 1, 1), Heartbeats, "Another version"),
            (With(heartbeat, 2, 5), Heartbeats, "Unknown kind"),
            (With(heartbeat, 3, 1), Heartbeats, "Shorter than its kind needs"),
            (With(heartbeat, 3, 128), Heartbeats, "Flags that version 2 does not know"),
            (With(heartbeat, 28, 0), Heartbeats, "No id in use"),
            (With(reply, 28, 3), Client, "Unknown status"),
            (With(reply, 30, 0), Client, "No id in use"),
            ("1x"u8.ToArray(), ClassicHeartbeats, "Not an id in decimal digits"),
            ("256"u8.ToArray(), ClassicHeartbeats, "No id in use"),
            ([0xFF], ClassicRequests, "Not UTF-8 text"),
            ([(byte)'1', 0], ClassicRequests, "Not UTF-8 text"),
        ];
        foreach ((byte[] datagram, IPEndPoint to, _) in cases)
            _capture.Add(Server, to, datagram);
        string[][] rows = await Tshark.ReadFieldsAsync(_capture, ["_ws.expert.message"]);
        Assert.Equal(cases.Select(one => one.Message), rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Vectors_DamagedInEveryWay_AreAllShown()
    {
        int packets = 0;
        foreach (ProtocolVector vector in ProtocolVector.ReadAll())
        {
            byte[] frame = vector.Datagram;
            for (int length = 1; length < frame.Length; length++, packets++)
                _capture.Add(Client, Requests, frame.AsSpan(0, length));
            for (int bit = 0; bit < frame.Length * 8; bit++, packets++)
                _capture.Add(Client, Requests, With(frame, bit / 8, (byte)(frame[bit / 8] ^ (1 << (bit % 8)))));
        }

        string[][] rows = await Tshark.ReadFieldsAsync(_capture, ["understudy.dialect", "_ws.col.Info"]);
        Assert.Equal(packets, rows.Length);
        Assert.All(rows, row => Assert.Contains(row[0], (string[])["framed", "classic"]));
        Assert.All(rows, row => Assert.DoesNotContain("Error", row[1], StringComparison.Ordinal));
        Assert.Empty(await Tshark.ReadAsync(
            _capture, "-Y", "_ws.lua.error || _ws.malformed.expert || _ws.malformed.dissector_bug"));
    }

    [Fact]
    public async Task Ports_OfAPreference_AreThoseLookedAt()
    {
        _capture.Add(Client, new IPEndPoint(Requests.Address, 6107), "1+1"u8);
        _capture.Add(Client, Requests, "2+2"u8);
        Assert.Equal(["Classic request: 2+2"], await ReadInfoAsync("-Y", "understudy"));
        Assert.Equal(
            ["Classic request: 1+1"],
            await ReadInfoAsync("-Y", "understudy", "-o", "understudy.request_ports:6000-6107"));
    }

    public void Dispose() => _capture.Dispose();

    private static byte[] With(byte[] datagram, int at, byte value)
    {
        byte[] changed = [.. datagram];
        changed[at] = value;
        return changed;
    }

    /// <summary>A value as tshark prints it.</summary>
    private static string Shown(ProtocolVector vector, string name) => name switch
    {
        "kind" => (Array.IndexOf(Kinds, vector[name]) + 1).ToString(CultureInfo.InvariantCulture),
        "status" => Array.IndexOf(Statuses, vector[name]).ToString(CultureInfo.InvariantCulture),
        _ => vector[name],
    };

    /// <summary>Before Wireshark 4.2, tshark prints a bit as 0 or 1.</summary>
    private static string Boolean(string value) => value switch { "0" => "False", "1" => "True", _ => value };

    private void AddVectors(IReadOnlyList<ProtocolVector> vectors)
    {
        foreach (ProtocolVector vector in vectors)
        {
            (IPEndPoint from, IPEndPoint to) = vector["kind"] switch
            {
                "request" => (Client, Requests),
                "reply" => (Server, Client),
                _ => (Server, Heartbeats),
            };
            _capture.Add(from, to, vector.Datagram);
        }
    }

    private async Task<IEnumerable<string>> ReadInfoAsync(params string[] options)
        => (await Tshark.ReadFieldsAsync(_capture, ["_ws.col.Info"], options)).Select(row => row[0]);
}
