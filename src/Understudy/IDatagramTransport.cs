namespace Understudy;

/// <summary>
/// Sends and receives datagrams. The only place where the bytes of a server or a client meet the network.
/// </summary>
/// <remarks>
/// <para>The contract, which every transport is tested against:</para>
/// <list type="bullet">
/// <item>A datagram sent to a lane is heard by every server's transport that has opened the lane and can be reached.
/// The sender hears it too: by that, a server knows that others can hear it.</item>
/// <item>A datagram arrives whole and unchanged, or not at all. It may be lost, arrive twice, and overtake others. The
/// longest is <see cref="NetworkOptions.MaxDatagramBytes"/>.</item>
/// <item>What nobody has received yet waits in a bounded buffer. What comes while it is full is dropped and
/// counted.</item>
/// <item>The peer that a datagram comes from can be answered, as long as the transport that sent it is open.</item>
/// <item>One thread receives at a time. Everything else is safe from any thread at any time, even after
/// <see cref="IDisposable.Dispose"/>: then sending fails, and receiving gives nothing.</item>
/// <item>A transport is never mended. When its network has changed, it is disposed and another is opened. What waited
/// in it is lost.</item>
/// </list>
/// </remarks>
public interface IDatagramTransport : IDisposable
{
    /// <summary>The sender that others see on what this transport sends. Does not change.</summary>
    Peer Self { get; }

    /// <summary>Where it is open, for a person: an interface and its address.</summary>
    string Place { get; }

    /// <summary>
    /// What its operator should know, such as that its buffer is smaller than was asked for: a sentence without its
    /// full stop. Null where nothing is wrong. Does not change.
    /// </summary>
    string? Warning { get; }

    /// <summary>Whether it should be replaced, since its network has changed since it was opened.</summary>
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

    /// <summary>
    /// Whether a peer that asks may be answered. What others ask is dropped: who is far away can hardly have asked, and
    /// would be sent what somebody else has asked in its name. Allocates nothing.
    /// </summary>
    /// <param name="peer">The peer, of a datagram that this transport has received.</param>
    bool MayAnswer(Peer peer) => true;

    /// <summary>Waits for one datagram.</summary>
    /// <param name="buffer">Takes the datagram; what does not fit is cut off.</param>
    /// <param name="from">Takes who sent it.</param>
    /// <param name="wait">
    /// How long to wait, at most. Zero takes only what is there already; <see cref="Timeout.InfiniteTimeSpan"/> has no
    /// end. <see cref="StopReceiving"/> and <see cref="IDisposable.Dispose"/> end the wait.
    /// </param>
    /// <returns>
    /// Its length; null where none came in time, the wait was ended, or the network has failed, perhaps for long.
    /// </returns>
    int? Receive(Span<byte> buffer, Peer from, TimeSpan wait);

    /// <summary>Hears nothing from now on, and ends a wait that is going on. It can still send.</summary>
    void StopReceiving();

    /// <summary>
    /// Does what is due from time to time, such as joining a group again. Called about once a heartbeat.
    /// </summary>
    /// <param name="now">The time, on a clock that only moves forward.</param>
    void Maintain(TimeSpan now);
}

/// <summary>The two groups that a cluster sends to.</summary>
public enum Lane
{
    /// <summary>What clients ask; every server hears it.</summary>
    Requests = 0,

    /// <summary>What servers say to each other.</summary>
    Heartbeats = 1,
}

/// <summary>Whether a datagram was sent: handed over to the network, which may still lose it.</summary>
public readonly record struct SendResult
{
    /// <summary>It was sent.</summary>
    public static SendResult Sent => default;

    /// <summary>Why it was not sent, as a sentence without its full stop; null where it was.</summary>
    public string? Problem { get; private init; }

    /// <summary>Whether it was sent.</summary>
    public bool IsSent => Problem is null;

    /// <summary>It was not sent.</summary>
    /// <param name="problem">Why, as a sentence without its full stop.</param>
    public static SendResult Failed(string problem) => new() { Problem = problem };
}

/// <summary>Where transports are opened: UDP multicast by default, or a network in memory for tests.</summary>
/// <remarks>Both calls are safe from any thread.</remarks>
public interface IDatagramNetwork
{
    /// <summary>Opens a server's transport, which hears what is sent to one lane.</summary>
    /// <param name="lane">The lane that it hears.</param>
    /// <exception cref="NetworkException">It cannot be opened now; it may be later.</exception>
    IDatagramTransport OpenServer(Lane lane);

    /// <summary>Opens a client's transport, which hears only what is sent to it alone.</summary>
    /// <exception cref="NetworkException">It cannot be opened now; it may be later.</exception>
    IDatagramTransport OpenClient();
}
