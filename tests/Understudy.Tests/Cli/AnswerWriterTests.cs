using System.Net;
using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Tests.Cli;

public class AnswerWriterTests
{
    private static readonly Answer Rejected = new()
    {
        Expression = "1/0",
        Error = new AnswerError("divisionByZero", "division by zero", 2),
        Address = new Peer(new IPEndPoint(IPAddress.Loopback, 4000)),
        Attempts = 1,
    };

    [Fact]
    public void WriteAtPrompt_RejectionAsJson_IsJson()
    {
        (string output, string error) = WriteAtPrompt(isJson: true);
        Assert.StartsWith("{\"schema\":1,\"expression\":\"1/0\",\"error\":{", output, StringComparison.Ordinal);
        Assert.Equal("server=127.0.0.1:4000 attempts=1 rtt=0.00ms\n", error);
    }

    [Fact]
    public void WriteAtPrompt_Rejection_IsExplained()
        => Assert.Equal(
            ("", "division by zero (column 2)\n  1/0\n   ^\nserver=127.0.0.1:4000 attempts=1 rtt=0.00ms\n"),
            WriteAtPrompt(isJson: false));

    private static (string Output, string Error) WriteAtPrompt(bool isJson)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var context = new ProgramContext { Input = Stream.Null, Output = output, Error = error };
        var writer = new AnswerWriter(context) { IsJson = isJson, IsVerbose = true };
        writer.WriteAtPrompt(Rejected);
        return (output.ToString(), error.ToString());
    }
}
