using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>A request that waits for its answer: what is asked, and how far its attempts have come.</summary>
/// <remarks>
/// It is kept as a message. Its frame is written anew for each attempt, into a buffer of the driver's.
/// </remarks>
internal sealed class PendingRequest
{
    private readonly object? _tag;

    /// <param name="payload">What is asked. It is not copied, and must not change until the request is over.</param>
    /// <param name="number">The request's number, the same in every attempt.</param>
    /// <param name="now">When it begins.</param>
    /// <param name="tag">Whatever the driver ties to it.</param>
    public PendingRequest(ReadOnlyMemory<byte> payload, ulong number, TimeSpan now, object? tag)
    {
        Payload = payload;
        Number = number;
        Started = now;
        _tag = tag;
    }

    public ReadOnlyMemory<byte> Payload { get; }

    public ulong Number { get; }

    public TimeSpan Started { get; }

    /// <summary>
    /// Whether it has an order of servers of its own, so that the rank of its answer says nothing of other requests.
    /// </summary>
    public bool IsSpread { get; init; }

    /// <summary>The highest rank that may answer the next attempt.</summary>
    public int RankLimit { get; set; }

    /// <summary>How often it has been sent; 0 while it waits for its turn.</summary>
    public int Attempts { get; set; }

    /// <summary>How much of its time was left when it was sent last.</summary>
    public TimeSpan TimeLeft { get; set; }

    /// <summary>The wait after the last attempt.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>When that wait is over.</summary>
    public TimeSpan RepeatsAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Whether its last attempt is a repeat that has a place in the window.</summary>
    public bool HasPlace { get; set; }

    /// <summary>Whether its first attempt counts as under way.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>When it was sent first.</summary>
    public TimeSpan SentAt { get; set; }

    /// <summary>When it was repeated last.</summary>
    public TimeSpan RepeatedAt { get; set; }

    /// <summary>Who could not carry it out; null where nobody has said so.</summary>
    public FailedServers? Failed { get; private set; }

    /// <summary>
    /// Whether all that the last attempt asks have said that they could not, so that nothing is to be waited for.
    /// </summary>
    public bool IsAllFailed => Failed is { } failed
        && (failed.Count > RankLimit || (failed.AreAll && RankLimit < RequestFrame.Everybody));

    /// <summary>When its last attempt was sent.</summary>
    public TimeSpan LastSentAt => Attempts > 1 ? RepeatedAt : SentAt;

    /// <summary>When it is given up.</summary>
    public required TimeSpan Ends { get; init; }

    /// <summary>When half of its time is over.</summary>
    public TimeSpan Half => Started + ((Ends - Started) / 2);

    public bool IsDone { get; set; }

    /// <summary>Why the last attempt could not be sent; null where it was.</summary>
    public string? SendProblem { get; set; }

    /// <summary>
    /// Which transport the last attempt was sent by: they are counted from the client's first.
    /// </summary>
    public int Transport { get; set; }

    /// <summary>The answer; null while there is none.</summary>
    public Reply? Reply { get; set; }

    /// <summary>What the caller is told instead of an answer; null while the request is not given up.</summary>
    public UnderstudyException? Failure { get; set; }

    /// <summary>A server says that it could not carry it out.</summary>
    /// <returns>Whether it had not said so before.</returns>
    public bool Fails(in ReplyMessage reply) => (Failed ??= new FailedServers()).Add(reply);

    /// <summary>What the driver has tied to the request.</summary>
    public T TagAs<T>()
        where T : class
        => (T)_tag!;
}
