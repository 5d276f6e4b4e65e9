using Understudy.Simulation.Chance;
using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Plans;

/// <summary>Something bad for some time. A run's faults are a list, so that it can be made shorter.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">From when, in ticks.</param>
/// <param name="Until">To when.</param>
/// <param name="Host">Whom it hits, where it hits one.</param>
/// <param name="Other">Of a cut, the host that hears nothing.</param>
/// <param name="Amount">How much.</param>
/// <param name="Channels">What is cut.</param>
internal readonly record struct Fault(
    FaultKind Kind, long At, long Until, int Host, int Other, int Amount, Channels Channels)
{
    /// <summary>The end of one that lasts.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Whether the run ends before it does.</summary>
    public bool Lasts => Until == Never;

    /// <summary>Whether the others count on a server that it hits, though no client gets an answer from it.</summary>
    public bool Hollows
        => (Kind == FaultKind.Deaf && !CutsRequests) || (Kind == FaultKind.Mute && !CutsHeartbeats);

    /// <summary>
    /// Whether a server that it hits does not hear its own heartbeats any more, if it is there at all, or says that it
    /// is not to be counted on.
    /// </summary>
    public bool Isolates
        => Kind is FaultKind.Pause or FaultKind.Deaf || (Kind is FaultKind.Mute && CutsHeartbeats);

    private bool CutsRequests => (Channels & Channels.Requests) != 0;

    private bool CutsHeartbeats => (Channels & Channels.Heartbeats) != 0;

    /// <summary>Whether it may keep any datagram from arriving in time.</summary>
    public bool MayWithhold
        => Kind is FaultKind.Loss or FaultKind.Delay or FaultKind.Stragglers or FaultKind.Damage;

    public bool HitsOneHost
        => !MayWithhold && Kind is not (FaultKind.Duplicates or FaultKind.Islands or FaultKind.Stranger);

    /// <summary>Whether a server starts anew without its id after it.</summary>
    public bool LosesId => Kind is FaultKind.Crash or FaultKind.Leave && Amount == 1;

    public bool IsActiveAt(long time) => At <= time && time < Until;

    public bool Overlaps(long from, long to) => At <= to && from < Until;

    /// <summary>What it lets nothing through on, from one host to another.</summary>
    public Channels Cuts(int from, int to) => Kind switch
    {
        FaultKind.Cut when Host == from && Other == to => Channels,
        FaultKind.Islands when IslandOf(from) != IslandOf(to) => Channels.All,
        FaultKind.Deaf when Host == to => Channels,
        FaultKind.Mute when Host == from => Channels,
        FaultKind.Unplugged when Host == from || Host == to => Channels.All,
        _ => Channels.None,
    };

    public override string ToString()
    {
        string time = Lasts ? $"{Seconds(At)} s, for good  {Kind}" : $"{Seconds(At)}–{Seconds(Until)} s  {Kind}";
        string host = HitsOneHost ? $" h{Host}" : string.Empty;
        string other = Kind == FaultKind.Cut ? $" → h{Other}" : string.Empty;
        string channels = Channels == Channels.None ? string.Empty : $" {Channels}";
        return time + host + other + channels + Measure;
    }

    private string Measure => Kind switch
    {
        FaultKind.Loss or FaultKind.Duplicates or FaultKind.Stragglers or FaultKind.Damage => $" {Amount} ‰",
        FaultKind.Delay => $" up to {Amount} µs",
        FaultKind.SlowHandler => $" {Amount} ms",
        FaultKind.BusyHost => $" up to {Amount} ms",
        FaultKind.Burst => $" of {Amount} requests a second",
        FaultKind.Clock => $" {Amount} parts in a million",
        FaultKind.Islands => $" number {Amount}",
        FaultKind.Stranger => $" with {(Trick)Amount}",
        FaultKind.Crash or FaultKind.Leave when Amount == 1 => ", and loses its id",
        FaultKind.Unplugged when Amount == 1 => ", and gets another address",
        _ => string.Empty,
    };

    private static string Seconds(long ticks)
        => (ticks / (double)Durations.Second).ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture);

    private bool IslandOf(int host) => (Dice.Mix((ulong)Amount, (ulong)host) & 1) != 0;
}
