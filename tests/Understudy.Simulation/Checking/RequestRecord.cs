namespace Understudy.Simulation.Checking;

internal enum RequestOutcome
{
    Open,
    Answered,
    TimedOut,
    Failed,
}

/// <summary>What became of one request, as somebody sees it who sees everything.</summary>
internal sealed class RequestRecord
{
    public required int Client { get; init; }

    public required ulong Number { get; init; }

    public required ulong Payload { get; init; }

    public required long BeganAt { get; init; }

    public required bool IsSpread { get; init; }

    public RequestOutcome Outcome { get; set; }

    public int Attempts { get; set; }

    /// <summary>The id of the server that answered.</summary>
    public int ServerId { get; set; }

    public int Rank { get; set; }

    /// <summary>How often it was sent to the group, as seen on the network.</summary>
    public int Sent { get; set; }

    /// <summary>The highest rank that was asked to answer the last attempt.</summary>
    public int Limit { get; set; }

    /// <summary>The highest rank that was asked to answer the first attempt.</summary>
    public int FirstLimit { get; set; }

    /// <summary>Whether the last attempt could not be sent.</summary>
    public bool IsLastUnsent { get; set; }

    /// <summary>How many attempts could not be sent.</summary>
    public int Unsent { get; set; }

    /// <summary>When it was sent to everybody; empty where it never was.</summary>
    public List<long> SentToEverybodyAt { get; } = [];

    /// <summary>When its next attempt is due; null before the first.</summary>
    public RequestPace? Pace { get; set; }

    /// <summary>How long its answer took; null while there is none.</summary>
    public long? Taken { get; set; }

    /// <summary>Counts the repeated requests of its client that were answered; 0 where it is none.</summary>
    public int RepeatedNumber { get; set; }

    /// <summary>How often the server that answered it has answered it again.</summary>
    public int AnsweredAgain { get; set; }

    /// <summary>How many replies reached its client that said that a server could not carry it out.</summary>
    public int Failures { get; set; }

    /// <summary>Whether its client may have kept repeats of it back.</summary>
    public bool MayBeHeldBack { get; set; }

    /// <summary>Whether a server turned it away, since it had too many.</summary>
    public bool IsTurnedAway { get; set; }

    /// <summary>How many replies servers sent to it.</summary>
    public int Replies { get; set; }
}
