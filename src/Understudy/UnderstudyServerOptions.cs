using System.Diagnostics.Metrics;

namespace Understudy;

/// <summary>How a server takes part. Each server of a cluster has an id of its own.</summary>
/// <remarks>A server copies its options when it is made: to change them later has no effect on it.</remarks>
public sealed record UnderstudyServerOptions
{
    /// <summary>
    /// This server's id, from 1 to <see cref="MembershipOptions.MaxServers"/>: the lowest one alive answers. Null, the
    /// default, takes the lowest that is free when it starts. The safer side is a given id: a server that is restarted
    /// then keeps its place, and an islet of servers that was cut off takes no ids that the others use.
    /// </summary>
    public int? Id { get; set; }

    /// <summary>The interface and the groups.</summary>
    public NetworkOptions Network { get; set; } = new();

    /// <summary>The failure detector.</summary>
    public MembershipOptions Membership { get; set; } = new();

    /// <summary>
    /// How many requests may be in progress at once, where the handler does not complete at once: 256 by default,
    /// from 1 to 65,536. A request beyond that is dropped and counted.
    /// </summary>
    public int MaxRequestsInProgress { get; set; } = 256;

    /// <summary>
    /// How many requests are remembered, so that a repeat gets the same answer and is not carried out twice: 4,096 by
    /// default, from 1 to 1,048,576. Should cover what comes within the clients' timeout. Not used in the classic
    /// dialect, where a repeat cannot be told.
    /// </summary>
    public int RememberedRequests { get; set; } = 4096;

    /// <summary>
    /// Makes the meter that the server counts by, as a host of services provides it; null, the default, for one of the
    /// server's own. Its name is <see cref="UnderstudyDiagnostics.MeterName"/>.
    /// </summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>The clock. Only its monotonic time is used.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        Network.Validate();
        Network.ValidateHeartbeatGroup();
        Membership.Validate();
        if (Id is { } id)
            InvalidOptionException.ThrowIfOutside(id, 1, Membership.MaxServers, nameof(Id));
        InvalidOptionException.ThrowIfOutside(MaxRequestsInProgress, 1, 65_536, nameof(MaxRequestsInProgress));
        InvalidOptionException.ThrowIfOutside(RememberedRequests, 1, 1 << 20, nameof(RememberedRequests));
    }

    /// <summary>A copy that nobody changes, checked.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    internal UnderstudyServerOptions Snapshot()
    {
        UnderstudyServerOptions copy = this with { Network = Network with { }, Membership = Membership with { } };
        copy.Validate();
        return copy;
    }
}
