using System.Text;
using CsCheck;
using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

/// <summary>Datagrams of the classic dialect, damaged in every place: what is no longer text is refused.</summary>
public class ClassicDamageTests
{
    private const int MaxBytes = 1200;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Characters of one to four bytes.</summary>
    private static readonly Gen<byte[]> AnyText = Gen
        .OneOf(Gen.Int[32, 126], Gen.Int[0x80, 0x10FFFF].Where(Rune.IsValid))
        .Array[1, 20]
        .Select(values => Encoding.UTF8.GetBytes(string.Concat(values.Select(value => new Rune(value).ToString()))));

    [Fact]
    public void AnyText_IsAccepted()
        => AnyText.Sample(text => Assert.Equal(DatagramStatus.Ok, ClassicText.Check(text, MaxBytes)));

    [Fact]
    public void AnyText_CutAnywhere_IsTextOrRefused()
        => AnyText.Sample(text =>
        {
            for (int length = 1; length < text.Length; length++)
                AssertIsRead(text[..length]);
        });

    [Fact]
    public void AnyText_WithAnyBitFlipped_IsTextOrRefused()
        => AnyText.Sample(text =>
        {
            for (int bit = 0; bit < text.Length * 8; bit++)
            {
                byte[] flipped = [.. text];
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertIsRead(flipped);
            }
        });

    [Fact]
    public void EveryHeartbeat_CutOrWithAnyBitFlipped_IsAnotherIdOrRefused()
    {
        for (int id = 0; id <= 255; id++)
        {
            byte[] heartbeat = Encoding.ASCII.GetBytes($"{id}");
            AssertIsNot(id, []);
            AssertIsNot(id, heartbeat[..^1]);
            for (int bit = 0; bit < heartbeat.Length * 8; bit++)
            {
                byte[] flipped = [.. heartbeat];
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                AssertIsNot(id, flipped);
            }
        }
    }

    private static void AssertIsNot(int id, byte[] damaged)
    {
        DatagramStatus status = ClassicHeartbeat.TryParse(damaged, 255, out int read);
        bool isNumber = damaged.Length > 0 && damaged.All(value => char.IsAsciiDigit((char)value));
        Assert.Equal(isNumber && int.Parse(damaged, provider: null) <= 255, status == DatagramStatus.Ok);
        if (status == DatagramStatus.Ok)
            Assert.NotEqual(id, read);
    }

    /// <summary>
    /// The check agrees with a decoder that accepts no fault, and with what a terminal does on its own.
    /// </summary>
    private static void AssertIsRead(byte[] bytes)
    {
        bool isText;
        try
        {
            isText = !Strict.GetString(bytes).Any(
                each => (each < ' ' && each is not ('\t' or '\n' or '\r')) || each == '\x7F');
        }
        catch (DecoderFallbackException)
        {
            isText = false;
        }

        Assert.Equal(isText ? DatagramStatus.Ok : DatagramStatus.NotText, ClassicText.Check(bytes, MaxBytes));
    }
}
