namespace Understudy.Testing;

/// <summary>How the servers and the client of a <see cref="TestCluster"/> are set up.</summary>
public sealed record TestClusterOptions
{
    /// <summary>
    /// What all servers have in common; each gets its id and its host. By default the heartbeat's period is 100 ms, so
    /// that a test need not wait long. Shorter is the riskier side: a busy machine may then pause a server.
    /// </summary>
    public UnderstudyServerOptions Server { get; init; } = new()
    {
        Membership = new MembershipOptions { Period = TimeSpan.FromMilliseconds(100) },
    };

    /// <summary>How the client asks; it gets its host.</summary>
    public UnderstudyClientOptions Client { get; init; } = new();

    /// <summary>Decides what the network does by chance.</summary>
    public int Seed { get; init; }

    /// <summary>How long the servers may take to agree before a test fails: 30 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
