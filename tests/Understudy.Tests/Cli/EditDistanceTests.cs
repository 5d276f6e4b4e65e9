using Understudy.Cli.Commands;

namespace Understudy.Tests.Cli;

public class EditDistanceTests
{
    [Theory]
    [InlineData("serve", "serve", 0)]
    [InlineData("serv", "serve", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Between_TwoWords_CountsEdits(string one, string other, int edits)
        => Assert.Equal(edits, EditDistance.Between(one, other));

    [Theory]
    [InlineData("--intreface", "--interface")]
    [InlineData("--grop", "--group")]
    [InlineData("--zzz", null)]
    public void Nearest_Text_FindsWhatWasMeant(string text, string? meant)
        => Assert.Equal(meant, EditDistance.Nearest(text, ["--interface", "--group", "--ttl"]));
}
