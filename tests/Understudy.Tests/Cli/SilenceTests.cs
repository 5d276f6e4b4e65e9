using System.Text.Json;

namespace Understudy.Tests.Cli;

/// <summary>What is said when nobody answered: one place decides, and all ways to say it agree.</summary>
public class SilenceTests
{
    [Theory]
    [InlineData(Presence.Unknown, "nobody answered", "unknown", "lo", "No server runs on this machine")]
    [InlineData(Presence.NobodyHeard, "nobody was heard", "nobodyHeard", "lo", "No server runs on this machine")]
    [InlineData(Presence.NobodyHeard, "nobody was heard", "nobodyHeard", "eth0", "This machine's firewall")]
    [InlineData(Presence.ServersSilent, "servers are there, but none answered", "serversSilent", "eth0", "They")]
    public async Task Silence_OfAnyKind_IsToldAlikeAsTextAndAsJson(
        Presence known, string what, string presence, string card, string firstCause)
    {
        FakeClient client = FakeClient.Silent(known);
        string[] command = ["calc", "1+1", "--timeout", "2s", "--interface", card];
        string message = $"{what} within 2s on interface {card}, group 239.255.77.1:5107";

        Run text = await Run.WithAsync(client, "", [], command);
        Run json = await Run.WithAsync(client, "", [], [.. command, "--json"]);
        Run pipe = await Run.WithAsync(client, "1\n2\n", [], ["calc", .. command[2..]]);

        Assert.Equal((3, ""), (text.Code, text.Output));
        Assert.Equal($"understudy: {message}", text.ErrorLines[0]);
        Assert.StartsWith($"  1. {firstCause}", text.ErrorLines[2], StringComparison.Ordinal);

        Assert.Equal((3, ""), (json.Code, json.Error));
        JsonElement error = JsonDocument.Parse(json.Output).RootElement.GetProperty("error");
        Assert.Equal("noAnswer", error.GetProperty("code").GetString());
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(presence, error.GetProperty("presence").GetString());
        Assert.Equal(
            text.ErrorLines[2..],
            error.GetProperty("hints").EnumerateArray().Select((hint, index) => $"  {index + 1}. {hint}"));

        // The causes are told once.
        Assert.Equal(
            [$"understudy: line 1: {message}", .. text.ErrorLines[1..], $"understudy: line 2: {message}"],
            pipe.ErrorLines);
    }

    [Theory]
    [InlineData("--cluster than 'plant'", "--cluster", "plant")]
    [InlineData("--group than 224.1.1.1:5007, or are not started with --classic", "--classic")]
    [InlineData("fragments")]
    [InlineData("another network than --interface eth0")]
    [InlineData("'understudy serve --id 1 --interface eth0'")]
    public async Task Silence_OnANetwork_NamesEachLikelyCause(string cause, params string[] options)
    {
        Run run = await Run.WithAsync(
            FakeClient.Silent(), "", [], ["calc", "1+1", "--interface", "eth0", .. options]);
        Assert.Contains(cause, run.Error, StringComparison.Ordinal);
    }
}
