using System.Text;
using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class ClassicHeartbeatTests
{
    [Fact]
    public void Heartbeat_OfEveryId_ComesBackAsItself()
    {
        Span<byte> buffer = stackalloc byte[ClassicHeartbeat.MaxLength];
        for (int id = 0; id <= 255; id++)
        {
            int length = ClassicHeartbeat.Write(id, buffer);
            Assert.Equal($"{id}", Encoding.ASCII.GetString(buffer[..length]));
            Assert.Equal(DatagramStatus.Ok, ClassicHeartbeat.TryParse(buffer[..length], 255, out int parsed));
            Assert.Equal(id, parsed);
        }
    }

    [Theory]
    [InlineData("", (int)DatagramStatus.Empty)]
    [InlineData("-1", (int)DatagramStatus.NotAnId)]
    [InlineData("+1", (int)DatagramStatus.NotAnId)]
    [InlineData("1 ", (int)DatagramStatus.NotAnId)]
    [InlineData(" 1", (int)DatagramStatus.NotAnId)]
    [InlineData("1\n", (int)DatagramStatus.NotAnId)]
    [InlineData("1\0", (int)DatagramStatus.NotAnId)]
    [InlineData("１", (int)DatagramStatus.NotAnId)]
    [InlineData("0x1", (int)DatagramStatus.NotAnId)]
    [InlineData("1.0", (int)DatagramStatus.NotAnId)]
    [InlineData("6", (int)DatagramStatus.IdOutOfRange)]
    [InlineData("256", (int)DatagramStatus.IdOutOfRange)]
    [InlineData("99999999999", (int)DatagramStatus.IdOutOfRange)]
    [InlineData("0001", (int)DatagramStatus.IdOutOfRange)]
    public void Heartbeat_ThatIsNone_GetsItsReason(string text, int status)
    {
        Assert.Equal((DatagramStatus)status, ClassicHeartbeat.TryParse(Encoding.UTF8.GetBytes(text), 5, out int id));
        Assert.Equal(0, id);
    }

    [Fact]
    public void Heartbeat_OfAnyBytes_IsAnIdOrAReason()
        => Gen.Byte.Array[0, 8].Sample(bytes =>
        {
            DatagramStatus status = ClassicHeartbeat.TryParse(bytes, 255, out int id);
            bool isId = bytes.Length is >= 1 and <= 3
                && bytes.All(value => char.IsAsciiDigit((char)value))
                && int.Parse(Encoding.ASCII.GetString(bytes), System.Globalization.CultureInfo.InvariantCulture) <= 255;
            Assert.Equal(isId, status == DatagramStatus.Ok);
            Assert.InRange(id, 0, 255);
        });

    [Fact]
    public void Heartbeat_WithEveryBitFlipped_IsNeverMisread()
    {
        byte[] heartbeat = "12"u8.ToArray();
        for (int bit = 0; bit < heartbeat.Length * 8; bit++)
        {
            byte[] flipped = [.. heartbeat];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            bool digits = flipped.All(value => char.IsAsciiDigit((char)value));
            Assert.Equal(digits, ClassicHeartbeat.TryParse(flipped, 255, out int id) == DatagramStatus.Ok);
            Assert.NotEqual(12, id);
        }
    }
}
