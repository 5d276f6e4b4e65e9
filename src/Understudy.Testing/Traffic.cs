namespace Understudy.Testing;

/// <summary>The two directions of a host's traffic.</summary>
[Flags]
public enum Traffic
{
    /// <summary>None of it.</summary>
    None = 0,

    /// <summary>What the host sends.</summary>
    Outgoing = 1,

    /// <summary>What is sent to the host.</summary>
    Incoming = 2,

    /// <summary>Both.</summary>
    Both = Outgoing | Incoming,
}
