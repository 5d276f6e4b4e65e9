namespace Understudy.SystemTests;

public class SmokeTests
{
    [Fact]
    public void Status_Default_IsOk() => Assert.Equal(0, (int)Understudy.Handling.HandlerStatus.Ok);
}
