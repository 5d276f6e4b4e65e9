namespace Understudy.SystemTests.Chaos;

/// <summary>
/// All that will happen, from one seed. Servers 1 to 5 are on the hosts with these numbers, the client on the sixth.
/// </summary>
internal sealed record ChaosPlan(ulong Seed, IReadOnlyList<ChaosAct> Acts)
{
    public const int Servers = 5;
    public const int ClientHost = Servers + 1;

    /// <summary>All servers have the default settings.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>So long after the last fault, each request has exactly one answer again.</summary>
    public static readonly TimeSpan Settling = Period * 3;

    /// <summary>Between two acts, nothing is broken. Then another server may be spared.</summary>
    public static readonly TimeSpan Calm = Period * 4;

    public TimeSpan Length => Acts[^1].To + Calm;

    public override string ToString() => $"seed {Seed}\n{string.Join('\n', Acts)}";
}
