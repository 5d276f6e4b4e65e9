using System.Text;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class ClassicTextTests
{
    [Theory]
    [InlineData("3+5-4/3*4")]
    [InlineData(" 1\t+ 1\r\n")]
    [InlineData("é")]
    [InlineData("１")]
    public void Request_OfText_IsAccepted(string text)
        => Assert.Equal(DatagramStatus.Ok, ClassicText.Check(Encoding.UTF8.GetBytes(text), 1200));

    [Fact]
    public void Request_OfNothing_IsEmpty() => Assert.Equal(DatagramStatus.Empty, ClassicText.Check([], 1200));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 })]
    [InlineData(new byte[] { 0xD5, 0x01, 0x02, 0x00 })]
    [InlineData(new byte[] { (byte)'1', 0x00 })]
    [InlineData(new byte[] { (byte)'1', 0x1B, (byte)'[' })]
    [InlineData(new byte[] { 0x7F })]
    [InlineData(new byte[] { 0xC3 })]
    public void Request_OfBytesThatAreNoText_IsNotText(byte[] datagram)
        => Assert.Equal(DatagramStatus.NotText, ClassicText.Check(datagram, 1200));

    [Fact]
    public void Request_AtTheLimit_IsAcceptedAndBeyondItOversized()
    {
        byte[] ones = [.. Enumerable.Repeat((byte)'1', 1201)];
        Assert.Equal(DatagramStatus.Ok, ClassicText.Check(ones.AsSpan(0, 1200), 1200));
        Assert.Equal(DatagramStatus.Oversized, ClassicText.Check(ones, 1200));
    }
}
