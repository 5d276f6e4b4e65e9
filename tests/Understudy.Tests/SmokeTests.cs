namespace Understudy.Tests;

public class SmokeTests
{
    [Fact]
    public void Status_Default_IsOk() => Assert.Equal(0, (int)Handling.HandlerStatus.Ok);
}
