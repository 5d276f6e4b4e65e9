using Understudy.Lab.Network;

namespace Understudy.Tests.Lab;

public class PortOrderTests
{
    private const int Ports = 6;

    [Fact]
    public void Order_WithEveryImpairment_IsRead()
        => Assert.Equal(
            new PortOrder(2, new Impairment
            {
                Loss = 0.2,
                Duplicate = 0.05,
                Delay = TimeSpan.FromMilliseconds(50),
                Jitter = TimeSpan.FromMilliseconds(20),
                Cut = Cut.Out,
            }),
            PortOrder.Parse("port 2 loss 20% duplicate 5% delay 50ms jitter 20ms cut out", Ports));

    [Theory]
    [InlineData("port 6 clear", 6)]
    [InlineData("port all clear", null)]
    public void Order_ToClear_TakesEverythingAway(string line, int? port)
        => Assert.Equal(new PortOrder(port, Impairment.None), PortOrder.Parse(line, Ports));

    [Theory]
    [InlineData("")]
    [InlineData("port 2")]
    [InlineData("port 0 clear")]
    [InlineData("port 7 clear")]
    [InlineData("port -1 clear")]
    [InlineData("cable 2 clear")]
    [InlineData("port 2 clear loss 5%")]
    [InlineData("port 2 loss")]
    [InlineData("port 2 loss 5")]
    [InlineData("port 2 loss 101%")]
    [InlineData("port 2 loss -1%")]
    [InlineData("port 2 loss NaN%")]
    [InlineData("port 2 delay 50")]
    [InlineData("port 2 cut sideways")]
    [InlineData("port 2 delay 50ms jitter")]
    public void Line_ThatIsNoOrder_IsRefused(string line) => Assert.Null(PortOrder.Parse(line, Ports));
}
