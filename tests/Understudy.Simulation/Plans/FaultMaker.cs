using Understudy.Simulation.Chance;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>
/// Swarm testing (Groce and others, 2012): each run draws which kinds of fault it has at all, and how many. A run with
/// everything in it would hide what only shows with one thing alone.
/// </summary>
internal static class FaultMaker
{
    private const int CompanionsPerThousand = 300;
    private const int OverloadsPerThousand = 600;
    private const int RenewalsPerThousand = 700;

    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();
    private static readonly Trick[] Tricks = Enum.GetValues<Trick>();

    private static readonly Channels[] SomeChannels =
    [
        Channels.Heartbeats, Channels.Requests, Channels.Replies, Channels.Requests | Channels.Replies, Channels.All,
        Channels.All,
    ];

    public static Fault[] Make(Dice dice, Plan plan)
    {
        FaultKind[] swarm = Swarm(dice);
        var faults = new Fault[swarm.Length == 0 ? 0 : dice.Between(1, dice.Pick([3, 10, 30]))];
        for (int index = 0; index < faults.Length; index++)
            faults[index] = Draw(dice, plan, dice.Pick<FaultKind>(swarm));
        faults = [.. faults, .. Companions(dice, plan, faults)];
        if (LastingFault.Draw(dice, plan with { Faults = faults }) is { } lasting)
            faults = [.. faults, lasting];
        Array.Sort(faults, (one, other) => one.At.CompareTo(other.At));
        return faults;
    }

    /// <summary>
    /// Stragglers where a server leaves: what it said before must not bring it back. Or a slow handler, so that it
    /// leaves with requests in progress. And where a handler is slow, more requests than it can do, and sometimes new
    /// channels while they wait, since the host stands still or does not hear itself.
    /// </summary>
    private static IEnumerable<Fault> Companions(Dice dice, Plan plan, Fault[] faults)
    {
        foreach (Fault fault in faults)
        {
            if (fault.Kind == FaultKind.Leave && dice.Happens(CompanionsPerThousand))
                yield return Straggling(plan, fault);
            else if (fault.Kind == FaultKind.Leave && dice.Happens(CompanionsPerThousand))
                yield return Working(plan, fault);
            if (fault.Kind != FaultKind.SlowHandler || !dice.Happens(OverloadsPerThousand))
                continue;
            if (Overload(dice, plan, fault) is { } burst)
                yield return burst;
            if (dice.Happens(RenewalsPerThousand))
                yield return Renewal(dice, plan, fault);
        }
    }

    private static Fault Straggling(Plan plan, in Fault leave)
    {
        long period = plan.Membership.Period.Ticks;
        long from = Math.Max(0, leave.At - period);
        long until = Math.Min(leave.At + (2 * period), plan.HealedAt);
        return new Fault(FaultKind.Stragglers, from, until, Host: 0, Other: 0, Amount: 400, Channels.None);
    }

    private static Fault Working(Plan plan, in Fault leave)
    {
        long from = Math.Max(0, leave.At - Durations.Second);
        long until = Math.Min(leave.At + Durations.Second, plan.HealedAt);
        return new Fault(FaultKind.SlowHandler, from, until, leave.Host, Other: 0, Amount: 700, Channels.None);
    }

    private static Fault? Overload(Dice dice, Plan plan, in Fault slow)
    {
        long last = plan.LatestEndOf(FaultKind.Burst);
        long until = Math.Min(Math.Min(slow.Until, slow.At + (2 * Durations.Second)), last);
        int client = dice.Between(plan.Servers.Length, plan.Hosts - 1);
        int amount = dice.Pick([50, 300]);
        return until <= slow.At
            ? null
            : new Fault(FaultKind.Burst, slow.At, until, client, Other: 0, amount, Channels.None);
    }

    private static Fault Renewal(Dice dice, Plan plan, in Fault slow)
    {
        long period = plan.Membership.Period.Ticks;
        bool isPause = dice.Happens(250);
        long at = dice.Between(slow.At, Math.Min(slow.Until, slow.At + (2 * Durations.Second)));
        long length = isPause ? dice.Between(period, 2 * period) : dice.Between(period / 4, period);
        long until = Math.Min(at + length, plan.HealedAt);
        return isPause
            ? new Fault(FaultKind.Pause, at, until, slow.Host, Other: 0, Amount: 0, Channels.None)
            : new Fault(FaultKind.Deaf, at, until, slow.Host, Other: 0, Amount: 0, Channels.Heartbeats);
    }

    private static FaultKind[] Swarm(Dice dice)
    {
        int likelihood = dice.Pick([0, 100, 200, 400, 700]);
        return [.. Kinds.Where(_ => dice.Happens(likelihood))];
    }

    private static Fault Draw(Dice dice, Plan plan, FaultKind kind)
    {
        long last = plan.LatestEndOf(kind);
        long at = dice.Between(0, Math.Max(0, last - (Durations.Second / 2)));
        long length = Duration(dice, plan, kind);
        int host = kind switch
        {
            FaultKind.Cut or FaultKind.Deaf or FaultKind.Mute => dice.Below(plan.Hosts),
            FaultKind.Burst or FaultKind.Unplugged => dice.Between(plan.Servers.Length, plan.Hosts - 1),
            _ => dice.Below(plan.Servers.Length),
        };
        return new Fault(
            kind,
            at,
            Math.Max(at, Math.Min(at + length, last)),
            host,
            dice.Below(plan.Hosts),
            Amount(dice, kind),
            kind is FaultKind.Cut or FaultKind.Deaf or FaultKind.Mute
                ? dice.Pick<Channels>(SomeChannels)
                : Channels.None);
    }

    private static long Duration(Dice dice, Plan plan, FaultKind kind)
    {
        long period = plan.Membership.Period.Ticks;
        return kind switch
        {
            FaultKind.Crash or FaultKind.Leave => dice.Between(
                Durations.Millisecond, dice.Happens(500) ? period : 12 * period),
            FaultKind.Burst => dice.Between(50 * Durations.Millisecond, 2 * Durations.Second),
            FaultKind.Pause => dice.Between(10 * Durations.Millisecond, dice.Happens(500) ? 2 * period : 8 * period),
            _ => dice.Between(50 * Durations.Millisecond, dice.Happens(500) ? 2 * period : 10 * period),
        };
    }

    private static int Amount(Dice dice, FaultKind kind) => kind switch
    {
        FaultKind.Loss => dice.Pick([20, 100, 300, 600]),
        FaultKind.Duplicates => dice.Pick([50, 300, 900]),
        FaultKind.Delay => dice.Pick([1_000, 5_000, 30_000, 150_000]),
        FaultKind.Stragglers => dice.Pick([5, 50, 400]),
        FaultKind.Damage => dice.Pick([20, 100, 300]),
        FaultKind.Islands => dice.Below(int.MaxValue),
        FaultKind.Crash or FaultKind.Leave => dice.Happens(150) ? 1 : 0,
        FaultKind.Clock => dice.Between(-50_000, 50_000),
        FaultKind.SlowHandler => dice.Pick([1, 10, 100, 700]),
        FaultKind.BusyHost => dice.Pick([1, 10, 100, 600]),
        FaultKind.Burst => dice.Pick([50, 300, 2000]),
        FaultKind.Unplugged => dice.Below(2),
        FaultKind.Stranger => (int)dice.Pick<Trick>(Tricks),
        _ => 0,
    };
}
