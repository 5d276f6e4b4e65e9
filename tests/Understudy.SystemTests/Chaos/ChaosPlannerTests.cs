namespace Understudy.SystemTests.Chaos;

public class ChaosPlannerTests
{
    private const ulong Seeds = 500;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    [Fact]
    public void Plan_OfOneSeed_IsAlwaysTheSame()
    {
        Assert.Equal($"{ChaosPlanner.Draw(7, Length)}", $"{ChaosPlanner.Draw(7, Length)}");
        Assert.Equal(
            (int)Seeds, Plans().Select(plan => string.Join('\n', plan.Acts)).Distinct().Count());
    }

    [Fact]
    public void Plan_OfAnySeed_SparesAServerAtEachMoment()
        => Assert.All(Plans(), plan =>
        {
            Assert.All(plan.Acts, act =>
            {
                Assert.InRange(act.Spared, 1, ChaosPlan.Servers);
                Assert.DoesNotContain(
                    act.Faults, fault => fault.IsOutage && (fault.Host is null || fault.Host == act.Spared));
                Assert.DoesNotContain(act.Faults, fault => fault.IsOutage && fault.Host == ChaosPlan.ClientHost);
                Assert.All(act.Faults, fault => Assert.True(
                    act.From <= fault.From && fault.From < fault.To && fault.To <= act.To));
            });
            Assert.All(
                plan.Acts.Zip(plan.Acts.Skip(1)),
                pair => Assert.True(pair.First.To + ChaosPlan.Settling < pair.Second.From));
            Assert.True(plan.Length <= Length);
        });

    [Fact]
    public void Plan_OfAnySeed_NeverBreaksOneThingTwiceAtATime()
        => Assert.All(Plans().SelectMany(plan => plan.Acts), act =>
        {
            for (int one = 0; one < act.Faults.Count; one++)
                Assert.DoesNotContain(act.Faults.Skip(one + 1), act.Faults[one].Collides);
        });

    [Fact]
    public void Plan_OfAnySeed_KeepsNoiseWithinItsBounds()
        => Assert.All(Plans().SelectMany(plan => plan.Acts).SelectMany(act => act.Faults), fault =>
        {
            Assert.Equal(fault.Kind == FaultKind.Noise, fault.Noise is not null);
            if (fault.Noise is not { } noise)
                return;
            Assert.InRange(noise.LossPercent, 0, Noise.MaxLossPercent);
            Assert.InRange(noise.DuplicatePercent, 0, Noise.MaxDuplicatePercent);
            Assert.InRange(noise.DelayMilliseconds, 0, Noise.MaxDelayMilliseconds);
            Assert.InRange(noise.JitterMilliseconds, 0, noise.DelayMilliseconds);
        });

    [Fact]
    public void Plans_Together_HaveEveryFaultAndSpareEveryServer()
    {
        ChaosAct[] acts = [.. Plans().SelectMany(plan => plan.Acts)];
        Assert.Equal(
            Enum.GetValues<FaultKind>(),
            acts.SelectMany(act => act.Faults).Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal(Enumerable.Range(1, ChaosPlan.Servers), acts.Select(act => act.Spared).Distinct().Order());
        Assert.Contains(acts, act => Enumerable.Range(1, ChaosPlan.Servers)
            .All(server => server == act.Spared || act.Faults.Any(fault => fault.IsOutage && fault.Host == server)));
    }

    private static IEnumerable<ChaosPlan> Plans()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
            yield return ChaosPlanner.Draw(seed, Length);
    }
}
