namespace Understudy.SystemTests.Hosts;

/// <summary>The network of the lead suffers.</summary>
public sealed class NetworkFaultTests : LeadFaultTests
{
    [Fact]
    public async Task Lead_WhoseCableIsPulled_IsStoodInForAndTakesTheLeadBack()
    {
        Lan lan = await StartAsync();
        await RunAsync("pull its cable, put it back", lan, () => lan.SetCable(1, false), () => lan.SetCable(1, true));
    }

    [Fact]
    public async Task Lead_WhoseInterfaceGoesDown_IsStoodInForAndTakesTheLeadBack()
    {
        Lan lan = await StartAsync();
        await RunAsync(
            "take its interface down, up again with its address",
            lan,
            () => lan.TakeInterfaceDown(1),
            () => lan.BringInterfaceUp(1));
        Assert.Contains("group is joined again on eth0 (10.77.0.1)", Lead.Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lead_WhoseCardIsReplaced_JoinsAgainByItself()
    {
        Lan lan = await StartAsync();
        await RunAsync(
            "take its card out, put another in", lan, () => lan.TakeInterfaceDown(1), () => lan.ReplaceInterface(1));
    }
}
