namespace Understudy.Tests.Handlers;

public class RequestIdTests
{
    private readonly RequestId _id = new(0x0123456789abcdef, 0xfe);

    [Fact]
    public void Text_Is32HexadecimalDigits()
        => Assert.Equal("0123456789abcdef00000000000000fe", _id.ToString());

    [Fact]
    public void Guid_HasTheSameDigits() => Assert.Equal(_id.ToString(), _id.ToGuid().ToString("N"));

    [Fact]
    public void Ids_OfTheSameNumbers_AreEqual()
    {
        Assert.Equal(new RequestId(0x0123456789abcdef, 0xfe), _id);
        Assert.NotEqual(new RequestId(0x0123456789abcdef, 0xff), _id);
        Assert.NotEqual(new RequestId(0, 0xfe), _id);
    }
}
