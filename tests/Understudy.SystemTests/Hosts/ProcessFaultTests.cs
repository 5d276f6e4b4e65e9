using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>The process of the lead suffers.</summary>
public sealed class ProcessFaultTests : LeadFaultTests
{
    [Fact]
    public async Task Lead_Killed_IsStoodInForAndTakesTheLeadBack()
    {
        Lan lan = await StartAsync();
        await RunAsync(
            "kill -9 the lead, start it again",
            lan,
            () => Lead.KillAsync(),
            () => StartServerAsync(lan, 1));
    }

    [Fact]
    public async Task Lead_PausedForFiveSeconds_IsStoodInForAndAnswersNothingOld()
    {
        Lan lan = await StartAsync();
        await RunAsync(
            "pause it for 5 s",
            lan,
            () => Lead.Pause(),
            () => Lead.Signal(UnixSignal.Continue),
            atLeast: TimeSpan.FromSeconds(5));
    }
}
