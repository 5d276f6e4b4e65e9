namespace Understudy.Testing;

/// <summary>How the servers and the client of a <see cref="TestCluster"/> are set up.</summary>
public sealed record TestClusterOptions
{
    /// <summary>
    /// What all servers have in common; each gets its own id and host. The heartbeat's period is 100 ms by default, so
    /// that tests are short. Longer is the safer side: on a busy machine a server may stand still for a short period.
    /// </summary>
    public UnderstudyServerOptions Server { get; init; } = new()
    {
        Membership = new MembershipOptions { Period = TimeSpan.FromMilliseconds(100) },
    };

    /// <summary>How the client asks; it gets a host of its own.</summary>
    public UnderstudyClientOptions Client { get; init; } = new();

    /// <summary>The seed of what the network does by chance; 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// How long the servers may take to settle before a test fails: 30 s by default, from 1 ms to 1 h.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        InvalidOptionException.RequireValue(Server, nameof(Server)).Validate();
        InvalidOptionException.RequireValue(Client, nameof(Client)).Validate();
        InvalidOptionException.ThrowIfOutside(
            Patience, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(Patience));
    }
}
