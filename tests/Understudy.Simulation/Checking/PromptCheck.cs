using Understudy.Simulation.Network;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Checking;

/// <summary>
/// No attempt comes later than its pace allows: the first repeat after the timeout of RFC 6298, each further one after
/// twice as long. So a server that stands in is found within a few doublings.
/// </summary>
/// <remarks>
/// It is strict where nothing may hold repeats back: for a request that is one of two at the most, of a client that
/// heard answers before it, none of them slow or <em>busy</em>, for as long as it takes until silence is believed.
/// </remarks>
internal sealed class PromptCheck
{
    /// <summary>What clients call silence, or slow; and the longest wait that is reached by doubling.</summary>
    private const long Long = 250 * Durations.Millisecond;

    /// <summary>A client believes a shortage for so long.</summary>
    private const long Shortage = 4 * Durations.Second;

    /// <summary>A client remembers so many of the repeated requests that were answered.</summary>
    private const int Remembered = 1024;

    /// <summary>After so many answers there is a place for two repeats.</summary>
    private const int Enough = 4;

    private readonly ClientState[] _clients;

    public PromptCheck(int clients)
    {
        _clients = new ClientState[clients];
        for (int client = 0; client < clients; client++)
            _clients[client] = new ClientState();
    }

    /// <summary>An attempt goes to the group.</summary>
    /// <returns>How late it is; null where it is in time.</returns>
    public long? Sends(RequestRecord request, bool isSent, long now)
    {
        ClientState client = _clients[request.Client];
        if (request.Pace is null)
            Begins(request, client, now);
        else
            client.HasRepeated = true;

        RequestPace pace = request.Pace!;
        long? lateness = Lateness(pace, client, now);
        pace.Sent(now);
        pace.IsStrict &= isSent;
        return lateness;
    }

    /// <summary>A reply reached the client.</summary>
    public void Hears(int clientNumber, RequestRecord? request, Frame reply, long now)
    {
        ClientState client = _clients[clientNumber];
        client.NoteSilence(now);
        client.HasRepeated = false;
        client.HeardAt = now;
        client.HeardInRow++;
        if (reply.Flags.HasFlag(Protocol.FrameFlags.Busy))
            client.ShortageAt = now;

        if (reply.Status == Protocol.ReplyStatus.Failed)
        {
            request?.Pace?.IsStrict = false;
            return;
        }

        // The server that has answered a repeated request answers each attempt: the first answer was no repeat's.
        if (request is { Outcome: not RequestOutcome.Open, Taken: { } taken }
            && request.ServerId == reply.ReplyId
            && client.AnsweredRepeats - request.RepeatedNumber < Remembered
            && ++request.AnsweredAgain == request.Attempts - 1)
        {
            client.Timer.Measured(taken);
        }
    }

    /// <summary>A request is over.</summary>
    /// <param name="request">Which.</param>
    /// <param name="isAnswered">Whether it was answered.</param>
    /// <param name="now">The time.</param>
    /// <returns>How long a repeat is overdue; null where none is.</returns>
    public long? Ends(RequestRecord request, bool isAnswered, long now)
    {
        if (request.Pace is not { } pace)
            return null;

        ClientState client = _clients[request.Client];
        client.Open--;
        long? lateness = Lateness(pace, client, now);
        if (!isAnswered)
        {
            client.HeardInRow = 0;
            return lateness;
        }

        long taken = now - pace.BeganAt;
        request.Taken = taken;
        if (request.Attempts == 1)
        {
            client.Timer.Measured(taken);
        }
        else
        {
            client.Timer.MayTake(Math.Min(taken, Long));
            request.RepeatedNumber = ++client.AnsweredRepeats;
        }

        if (taken > Long)
            client.ShortageAt = now;
        return lateness;
    }

    private static void Begins(RequestRecord request, ClientState client, long now)
    {
        client.NoteSilence(now);
        request.Pace = new RequestPace(now, client.Timer.Timeout);
        client.Open++;
        if (client.Open > 2)
            client.CrowdedAt = now;

        // There was nothing to hear.
        if (client.Open == 1)
            client.HeardAt = now;
    }

    private static long? Lateness(RequestPace pace, ClientState client, long now)
    {
        bool isStrict = pace.IsStrict
            && pace.DueAt < pace.BeganAt + Long
            && (!client.HasRepeated || pace.DueAt < client.HeardAt + Long)
            && client.HeardInRow >= Enough
            && client.ResumesAt < pace.BeganAt
            && client.CrowdedAt < pace.BeganAt
            && client.ShortageAt < pace.BeganAt - Shortage;
        return isStrict && now > pace.DueAt ? now - pace.DueAt : null;
    }

    private sealed class ClientState
    {
        public RetransmissionTimer Timer { get; } = new();

        /// <summary>How many requests wait.</summary>
        public int Open { get; set; }

        public long HeardAt { get; set; }

        /// <summary>Requests that were answered and had been repeated.</summary>
        public int AnsweredRepeats { get; set; }

        /// <summary>Replies since nobody was heard for long.</summary>
        public int HeardInRow { get; set; }

        /// <summary>Whether anything was repeated since a reply was heard.</summary>
        public bool HasRepeated { get; set; }

        public long ResumesAt { get; set; } = long.MinValue;

        public long CrowdedAt { get; set; } = long.MinValue;

        public long ShortageAt { get; set; } = long.MinValue / 2;

        public void NoteSilence(long now)
        {
            if (!HasRepeated || now - HeardAt < Long)
                return;
            HeardInRow = 0;
            ResumesAt = now + Long;
        }
    }
}
