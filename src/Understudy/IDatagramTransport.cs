namespace Understudy;

/// <summary>
/// Sends and receives datagrams. The only place where the bytes of a server or a client meet the network.
/// </summary>
/// <remarks>
/// <para>The contract, which every transport is tested against:</para>
/// <list type="bullet">
/// <item>A datagram sent to a lane is heard by every server's transport that has opened the lane and can be reached,
/// the sender's own included: by hearing itself, a server knows that it can be heard.</item>
/// <item>A datagram arrives whole or not at all, unchanged, and not more often than the network doubles it. It may be
/// lost, and datagrams may overtake each other. One of <see cref="NetworkOptions.MaxDatagramBytes"/> can be
/// carried.</item>
/// <item>What nobody has received yet waits in a bounded buffer. What comes while it is full is dropped and
/// counted.</item>
/// <item>The peer that a datagram comes from can be answered to, as long as the transport that sent it is open.</item>
/// <item>One thread receives at a time. Everything else is safe from any thread at any time, after
/// <see cref="IDisposable.Dispose"/> too: then sending fails, and receiving gives nothing.</item>
/// <item>A transport is never mended. Where its network has changed, it is disposed and another is opened, which
/// throws away what waited in it.</item>
/// </list>
/// </remarks>
public interface IDatagramTransport : IDisposable
{
    /// <summary>The peer as which others hear this transport. Does not change.</summary>
    Peer Self { get; }

    /// <summary>Where it is open, for a person: an interface and its address.</summary>
    string Place { get; }

    /// <summary>
    /// What a person should know about it, such as that its buffer is smaller than was asked, as a sentence without its
    /// full stop; null where nothing is wrong. Does not change.
    /// </summary>
    string? Warning { get; }

    /// <summary>Whether it should be replaced, for its network is another than when it was opened.</summary>
    bool IsOutOfDate { get; }

    /// <summary>How many datagrams were dropped since it was opened because nobody took them in time.</summary>
    long Dropped { get; }

    /// <summary>Sends to every server that hears a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="datagram">The datagram; it is copied.</param>
    SendResult SendToGroup(Lane lane, ReadOnlySpan<byte> datagram);

    /// <summary>Sends to one peer.</summary>
    /// <param name="peer">The peer, of a datagram that this kind of transport has received.</param>
    /// <param name="datagram">The datagram; it is copied.</param>
    SendResult Send(Peer peer, ReadOnlySpan<byte> datagram);

    /// <summary>Waits for one datagram.</summary>
    /// <param name="buffer">Takes the datagram; what does not fit is cut off.</param>
    /// <param name="from">Takes who sent it.</param>
    /// <param name="wait">
    /// For how long, at most: zero to take only what waits already, <see cref="Timeout.InfiniteTimeSpan"/> for as long
    /// as it takes. <see cref="StopReceiving"/> and <see cref="IDisposable.Dispose"/> end the wait.
    /// </param>
    /// <returns>
    /// Its length; null where none came in that time, the wait was ended or the network has failed, which may last.
    /// </returns>
    int? Receive(Span<byte> buffer, Peer from, TimeSpan wait);

    /// <summary>Hears no more, which ends a wait that is going on. It can still send.</summary>
    void StopReceiving();

    /// <summary>
    /// What is to be done from time to time, such as joining a group again. Called about once a heartbeat.
    /// </summary>
    /// <param name="now">The time, on a clock that only moves forward.</param>
    void Maintain(TimeSpan now);
}

/// <summary>The two groups that a cluster speaks to.</summary>
public enum Lane
{
    /// <summary>What clients ask; every server hears it.</summary>
    Requests = 0,

    /// <summary>What servers say to each other.</summary>
    Heartbeats = 1,
}

/// <summary>Whether a datagram was sent.</summary>
/// <remarks>Sent means that it was handed over; whether it arrives, nobody knows.</remarks>
public readonly record struct SendResult
{
    /// <summary>It was handed over.</summary>
    public static SendResult Sent => default;

    /// <summary>Why it was not handed over, as a sentence without its full stop; null where it was.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether it was handed over.</summary>
    public bool IsSent => Problem is null;

    /// <summary>It was not handed over.</summary>
    /// <param name="problem">Why, as a sentence without its full stop.</param>
    public static SendResult Failed(string problem) => new() { Problem = problem };
}

/// <summary>Where transports are opened: UDP multicast by default, or a network in memory for tests.</summary>
/// <remarks>Both calls are safe from any thread.</remarks>
public interface IDatagramNetwork
{
    /// <summary>Opens a server's transport, which hears what is sent to one lane.</summary>
    /// <param name="lane">The lane that it hears.</param>
    /// <exception cref="NetworkException">The network does not let it; it may do so later.</exception>
    IDatagramTransport OpenServer(Lane lane);

    /// <summary>Opens a client's transport, which hears what is sent to it alone.</summary>
    /// <exception cref="NetworkException">The network does not let it; it may do so later.</exception>
    IDatagramTransport OpenClient();
}
