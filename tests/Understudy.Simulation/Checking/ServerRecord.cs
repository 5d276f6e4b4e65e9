namespace Understudy.Simulation.Checking;

/// <summary>What the checks remember of one server, from its start to its end.</summary>
internal sealed class ServerRecord
{
    /// <param name="options">The failure detector.</param>
    /// <param name="incarnations">The incarnations that it has had, the present one included.</param>
    public ServerRecord(MembershipOptions options, IReadOnlySet<ulong> incarnations)
        => Oracle = new MembershipOracle(options, incarnations);

    /// <summary>What its table is held against.</summary>
    public MembershipOracle Oracle { get; }

    /// <summary>What it may begin late.</summary>
    public LateCheck Late { get; } = new();

    /// <summary>Which requests its handler was called for, and how many calls came before, and had ended.</summary>
    public Dictionary<(int Client, ulong Number), int> Handled { get; } = [];

    /// <summary>How often its handler was called.</summary>
    public int Calls { get; set; }

    /// <summary>When it heard a probe that it has not answered yet; negative where there is none.</summary>
    public long ProbeHeardAt { get; set; } = -1;

    /// <summary>What it has failed since it last carried something out, but for what others failed, too.</summary>
    public Dictionary<(int Client, ulong Number), long> Failures { get; } = [];

    /// <summary>Whether it has sent a heartbeat.</summary>
    public bool HasSpoken { get; set; }
}
