using System.Diagnostics.Metrics;
using System.Globalization;

namespace Understudy;

/// <summary>How a server takes part. Each server of a cluster has an id of its own.</summary>
/// <remarks>A server copies its options when it is made: to change them later has no effect on it.</remarks>
public sealed record UnderstudyServerOptions
{
    /// <summary>What requests in progress, or remembered ones, may take at the most, in bytes: 2 GiB.</summary>
    private const long MostMemory = 1L << 31;

    /// <summary>The request, and its reply.</summary>
    private const int BuffersOfARequest = 2;

    /// <summary>
    /// This server's id, from 1 to <see cref="MembershipOptions.MaxServers"/>. Of the servers alive, the one with the
    /// lowest id answers. Null, the default: the server takes the lowest id that is free when it starts. A given id is
    /// the safer side: a server keeps it when it is restarted, and two servers that start while the network is split
    /// do not take the same one.
    /// </summary>
    public int? Id { get; set; }

    /// <summary>The interface, the groups and the form of the datagrams.</summary>
    public NetworkOptions Network { get; set; } = new();

    /// <summary>How often the server says that it is there, and when it gives up the others.</summary>
    public MembershipOptions Membership { get; set; } = new();

    /// <summary>
    /// How long the server waits at its start for a network that is not there yet, such as a card without an address:
    /// 30 s by default, to one day; zero fails at once.
    /// </summary>
    public TimeSpan WaitForNetwork { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many requests may be in progress at once, where the handler does not complete at once: 256 by default,
    /// from 1 to 65,536. A request beyond that is dropped and counted. With the longest datagrams, a request and its
    /// reply each, they must not take more than 2 GiB.
    /// </summary>
    public int MaxRequestsInProgress { get; set; } = 256;

    /// <summary>
    /// How many requests are remembered, so that a repeat gets the same answer and is not carried out twice: 4,096 by
    /// default, from 1 to 1,048,576. More is the safer side: it should cover all that comes within the clients'
    /// timeout, and a server that forgets what came less than 5 s ago says so, once. With the longest replies they must
    /// not take more than 2 GiB. Not used in the classic dialect, in which a repeat looks like a new request.
    /// </summary>
    public int RememberedRequests { get; set; } = 4096;

    /// <summary>
    /// Makes the server's meter, named <see cref="UnderstudyDiagnostics.MeterName"/>. Null, the default: the server
    /// makes one of its own.
    /// </summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>The clock. Only its monotonic time is used.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    public void Validate()
    {
        InvalidOptionException.RequireValue(Network, nameof(Network)).Validate();
        Network.ValidateHeartbeatGroup();
        InvalidOptionException.RequireValue(Membership, nameof(Membership)).Validate();
        InvalidOptionException.RequireValue(TimeProvider, nameof(TimeProvider));
        if (Id is { } id)
            InvalidOptionException.ThrowIfOutside(id, 1, Membership.MaxServers, nameof(Id));
        InvalidOptionException.ThrowIfOutside(
            WaitForNetwork, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(WaitForNetwork));
        InvalidOptionException.ThrowIfOutside(MaxRequestsInProgress, 1, 65_536, nameof(MaxRequestsInProgress));
        InvalidOptionException.ThrowIfOutside(RememberedRequests, 1, 1 << 20, nameof(RememberedRequests));
        RequireMemory(MaxRequestsInProgress, BuffersOfARequest, nameof(MaxRequestsInProgress));
        RequireMemory(RememberedRequests, 1, nameof(RememberedRequests));
    }

    /// <summary>A copy that nobody changes, checked.</summary>
    /// <exception cref="InvalidOptionException">A value cannot work.</exception>
    internal UnderstudyServerOptions Snapshot()
    {
        // Checked before, since null cannot be copied, and after, since another thread may set an option meanwhile.
        Validate();
        UnderstudyServerOptions copy = this with { Network = Network with { }, Membership = Membership with { } };
        copy.Validate();
        return copy;
    }

    private void RequireMemory(int count, int datagrams, string option)
    {
        long bytes = (long)count * datagrams * Network.MaxDatagramBytes;
        if (bytes > MostMemory)
        {
            throw new InvalidOptionException(
                option,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} with datagrams of {Network.MaxDatagramBytes} bytes may take {bytes / 1e9:0.#} GB of "
                    + $"memory; at most {MostMemory / datagrams / Network.MaxDatagramBytes} go with these "
                    + $"(NetworkOptions.{nameof(NetworkOptions.MaxDatagramBytes)})."));
        }
    }
}
