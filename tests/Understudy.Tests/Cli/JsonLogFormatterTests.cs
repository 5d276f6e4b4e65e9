using System.Net;
using Microsoft.Extensions.Logging;
using Understudy.Cli.Rendering;
using Understudy.Cli.Serving;
using Understudy.Diagnostics;

namespace Understudy.Tests.Cli;

public sealed class JsonLogFormatterTests : IDisposable
{
    private const string Begin = "{\"schema\":1,\"timestamp\":\"2026-01-02T12:30:01.234Z\",";

    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly ServerLogger _logger;
    private int? _id = 3;

    public JsonLogFormatterTests() => _logger = new ServerLogger(new JsonLine(_written), () => _id);

    [Fact]
    public void Role_ThatChanges_IsAField()
    {
        var change = new RoleChange { From = ServerRole.Joining, To = ServerRole.Understudy, LeadId = 1 };
        Spoken said = Sentences.Of(change);
        _logger.RoleChanged(LogLevel.Information, said, change.From, change.LeadId, default);
        Assert.Equal(
            Begin + "\"level\":\"information\",\"eventId\":11,\"event\":\"roleChanged\",\"server\":3,"
            + "\"message\":\"role: understudy: server 1 answers, this one stands in\","
            + "\"fields\":{\"role\":\"understudy\",\"roleBefore\":\"joining\",\"lead\":1,\"heldBack\":0}}\n",
            _written.ToString());
    }

    [Fact]
    public void Member_ThatIsLost_IsOneObjectWithItsStates()
    {
        _id = null;
        Spoken from = Sentences.Of(MemberState.AwaitingConfirmation);
        Spoken to = Sentences.Of(MemberState.Unresponsive);
        Spoken reason = Sentences.Of(MemberChangeReason.HeartbeatMissed);
        _logger.MemberChanged(LogLevel.Warning, 2, from, to, reason, new Alike(7));
        Assert.Equal(
            Begin + "\"level\":\"warning\",\"eventId\":10,\"event\":\"memberChanged\",\"server\":null,"
            + "\"message\":\"server 2: Awaiting confirmation -> Unresponsive (no heartbeat since the last tick)"
            + " (and 7 more like it)\",\"fields\":{\"member\":2,\"from\":\"awaitingConfirmation\","
            + "\"to\":\"unresponsive\",\"reason\":\"heartbeatMissed\",\"heldBack\":7}}\n",
            _written.ToString());
    }

    [Fact]
    public void Table_OfAllStates_HasTheShapeOfEveryOtherLine()
    {
        var report = MembersReport.Of(
            3,
            ServerRole.Lead,
            [
                new Member
                {
                    Id = 3,
                    State = MemberState.Active,
                    Countdown = 4,
                    IsEligible = true,
                    TimeInState = TimeSpan.FromSeconds(1.234),
                },
            ],
            JsonLine.Time);
        new JsonLine(_written).MembersReported(3, report);
        Assert.Equal(
            Begin + "\"level\":\"information\",\"eventId\":300,\"event\":\"membersReported\",\"server\":3,"
            + "\"message\":\"members: 3 Active since 12:30:00 (this server, lead)\",\"fields\":{\"table\":"
            + "{\"role\":\"lead\",\"members\":[{\"id\":3,\"state\":\"active\",\"countdown\":4,"
            + "\"since\":\"2026-01-02T12:30:00+00:00\",\"isSelf\":true,\"isLead\":true}],\"neverHeard\":0}}}\n",
            _written.ToString());
    }

    [Fact]
    public void Failure_OfAHandler_HasItsError()
    {
        var client = new Peer(new IPEndPoint(IPAddress.Loopback, 9));
        _logger.HandlerFailed(new IOException("full"), "1+1", client, default);
        Assert.Equal(
            Begin + "\"level\":\"error\",\"eventId\":23,\"event\":\"handlerFailed\",\"server\":3,"
            + "\"message\":\"request \\\"1+1\\\" from 127.0.0.1:9: the handler failed\",\"fields\":{"
            + "\"request\":\"1+1\",\"client\":\"127.0.0.1:9\",\"heldBack\":0},"
            + "\"error\":{\"type\":\"IOException\",\"message\":\"full\",\"trace\":\"System.IO.IOException: full\"}}\n",
            _written.ToString());
    }

    [Fact]
    public void Message_ThatNamesAnOptionOrHidesText_IsSafeAndInTheCommandLinesWords()
    {
        _logger.NetworkFails("request", "no \u202e(NetworkOptions.Interface)\n");
        string line = _written.ToString();
        Assert.Contains("no \\u202E(--interface)\\n", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    public void Dispose() => _written.Dispose();
}
