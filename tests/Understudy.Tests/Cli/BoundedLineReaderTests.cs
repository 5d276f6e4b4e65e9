using System.Text;
using Understudy.Cli.Asking;

namespace Understudy.Tests.Cli;

public class BoundedLineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("1\n2\n", new[] { "1", "2" })]
    [InlineData("1\r\n2", new[] { "1", "2" })]
    [InlineData("\n\n1", new[] { "", "", "1" })]
    [InlineData("\uFEFF1\n", new[] { "1" })]
    [InlineData("1\r2\n", new[] { "1\r2" })]
    public async Task ReadAsync_Text_GivesItsLines(string text, string[] lines)
        => Assert.Equal(lines.Select(line => new InputLine(line, null)), await ReadAsync(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task ReadAsync_LineOfTheLongestLength_IsKept()
    {
        string longest = new('1', BoundedLineReader.MaxLineBytes);
        Assert.Equal(
            [new InputLine(longest, null), new("2", null)], await ReadAsync(Encoding.UTF8.GetBytes(longest + "\r\n2")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100_000)]
    public async Task ReadAsync_LongerLine_IsTooLongAndTheNextIsRead(int more)
    {
        string tooLong = new('1', BoundedLineReader.MaxLineBytes + more);

        InputLine[] lines = await ReadAsync(Encoding.UTF8.GetBytes(tooLong + "\n2\n"));

        Assert.Equal(["tooLong", null], lines.Select(line => line.Error?.Code));
        Assert.Equal("2", lines[1].Text);
    }

    [Fact]
    public async Task ReadAsync_EndlessLine_IsTooLongOnce()
        => Assert.Equal(["tooLong"], (await ReadAsync(new byte[10_000_000])).Select(line => line.Error?.Code));

    [Fact]
    public async Task ReadAsync_InvalidUtf8_IsASyntaxErrorAndTheNextIsRead()
    {
        InputLine[] lines = await ReadAsync([(byte)'1', 0xFF, (byte)'\n', (byte)'2']);
        Assert.Equal(new InputLine("", new AnswerError("syntax", "byte 2 is not UTF-8 text", null)), lines[0]);
        Assert.Equal(new InputLine("2", null), lines[1]);
    }

    [Fact]
    public async Task ReadAsync_OneByteAtATime_GivesTheSameLines()
    {
        using var input = new Trickle("12\r\n34"u8.ToArray());
        Assert.Equal([new InputLine("12", null), new("34", null)], await ReadAsync(input));
    }

    private static Task<InputLine[]> ReadAsync(byte[] input) => ReadAsync(new MemoryStream(input));

    private static async Task<InputLine[]> ReadAsync(Stream input)
    {
        List<InputLine> lines = [];
        await foreach (InputLine line in new BoundedLineReader(input).ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(line);
        return [.. lines];
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..1]);
    }
}
