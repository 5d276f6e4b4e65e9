using System.Text;
using Understudy.Testing;
using Understudy.Tests.Repository;

namespace Understudy.Tests.Testing;

/// <summary>The README's test of a service, as it stands there.</summary>
public class ReadmeExampleTests
{
    [Fact]
    public async Task Shout_WhenTheLeadIsKilled_IsAnsweredByAnother()
    {
        await using var cluster = new TestCluster(3, new Shout());
        await cluster.StartAsync();
        Assert.Equal(1, cluster.Lead);

        cluster.Kill(1);
        Reply reply = await cluster.Client.RequestAsync("hello"u8.ToArray());
        Assert.Equal("HELLO", Encoding.UTF8.GetString(reply.Payload.Span));
        Assert.NotEqual(1, reply.ServerId);

        await cluster.SettleAsync();
        Assert.Equal(2, cluster.Lead);
    }

    [Fact]
    public void Example_OfTheReadme_IsTheOneTestedHere()
    {
        string[] example = [.. File.ReadLines(Path.Combine(SourceTree.Root, "README.md"))
            .SkipWhile(line => line != "## Test your own service")
            .SkipWhile(line => line != "[Fact]")
            .TakeWhile(line => line != "```")];
        string here = Path.Combine(SourceTree.Root, "tests/Understudy.Tests/Testing/ReadmeExampleTests.cs");
        Assert.NotEmpty(example);
        string tested = string.Join('\n', File.ReadLines(here).Select(WithoutIndent));
        Assert.Contains(string.Join('\n', example), tested, StringComparison.Ordinal);
    }

    private static string WithoutIndent(string line)
        => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line;

    private sealed class Shout : IRequestHandler
    {
        public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        {
            string text = Encoding.UTF8.GetString(context.Payload.Span);
            context.Reply.Write(Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
            return ValueTask.FromResult(HandlerStatus.Ok);
        }
    }
}
