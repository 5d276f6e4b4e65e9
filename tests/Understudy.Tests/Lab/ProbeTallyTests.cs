using System.Text;
using Understudy.Lab.Probing;
using Understudy.Lab.Reporting;
using Understudy.Protocol;

namespace Understudy.Tests.Lab;

public class ProbeTallyTests
{
    private const ulong Client = 99;

    private static readonly NetworkOptions Network = new();
    private static readonly IDialect Dialect = Dialects.Make(Network, MembershipOptions.HighestId);

    private readonly ProbeTally _tally = new(Network, Client, requests: 4);

    [Fact]
    public void Request_OfAProbe_IsForTheFirstInLineAlone()
    {
        _tally.Ask();
        byte[] frame = _tally.Ask();

        Assert.Equal(DatagramStatus.Ok, Dialect.TryRead(frame, out RequestMessage request));
        Assert.Equal(new RequestKey(Client, Number: 1), request.Key);
        Assert.Equal(0, request.Terms.RankLimit);
        Assert.Equal("1+1", Encoding.UTF8.GetString(frame[request.Payload]));
    }

    [Fact]
    public void Answers_NoneOneOrMore_AreToldApart()
    {
        for (int request = 0; request < 4; request++)
            _tally.Ask();
        _tally.Hear(Reply(0, "1"));
        _tally.Hear(Reply(1, "2"));
        _tally.Hear(Reply(1, "2"));
        _tally.Hear(Reply(2, "5"));

        Assert.Equal(
            new ProbeReport { Asked = 4, AnsweredOnce = 2, AnsweredNot = 1, AnsweredTwice = 1, Wrong = 1 },
            _tally.Report());
    }

    [Fact]
    public void Answer_ThatRejects_IsWrong()
    {
        _tally.Ask();
        _tally.Hear(Reply(0, "1", status: ReplyStatus.Rejected));

        Assert.Equal(
            new ProbeReport { Asked = 1, AnsweredOnce = 1, AnsweredNot = 0, AnsweredTwice = 0, Wrong = 1 },
            _tally.Report());
    }

    [Fact]
    public void Datagrams_ThatAreNoAnswerToIt_AreNothing()
    {
        _tally.Ask();
        byte[] request = _tally.Ask();
        _tally.Hear([]);
        _tally.Hear(request);
        _tally.Hear(Reply(0, "1", client: Client + 1));
        _tally.Hear(Reply(4, "5"));

        Assert.Equal(
            new ProbeReport { Asked = 2, AnsweredOnce = 0, AnsweredNot = 2, AnsweredTwice = 0, Wrong = 0 },
            _tally.Report());
    }

    [Fact]
    public void Report_AsJson_IsOneLineInCamelCase()
        => Assert.Equal(
            "{\"schema\":1,\"asked\":0,\"answeredOnce\":0,\"answeredNot\":0,\"answeredTwice\":0,\"wrong\":0}",
            _tally.Report().ToJson());

    private static byte[] Reply(
        ulong number, string payload, ulong client = Client, ReplyStatus status = ReplyStatus.Done)
    {
        byte[] prefix = new byte[Dialect.ReplyPrefix];
        Dialect.WritePrefix(prefix, new ReplyMessage(new RequestKey(client, number), status, ServerId: 1, Rank: 0));
        return [.. prefix, .. Encoding.UTF8.GetBytes(payload)];
    }
}
