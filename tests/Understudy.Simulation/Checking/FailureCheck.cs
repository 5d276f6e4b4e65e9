namespace Understudy.Simulation.Checking;

/// <summary>
/// A request that is given up is told the truth: that no server was able to carry it out, or that it could not be sent,
/// or that servers are there and none answered, or that nobody was heard since it began, which takes a question who is
/// there.
/// </summary>
internal sealed class FailureCheck
{
    private readonly long[] _heardAt;
    private readonly long[] _askedAt;

    public FailureCheck(int clients)
    {
        _heardAt = new long[clients];
        _askedAt = new long[clients];
        Array.Fill(_heardAt, -1);
        Array.Fill(_askedAt, -1);
    }

    /// <summary>The client's question who is there has left it.</summary>
    public void Asks(int client, long now) => _askedAt[client] = now;

    /// <summary>A whole datagram of a server's reached the client.</summary>
    public void Hears(int client, long now) => _heardAt[client] = now;

    /// <returns>
    /// What the caller should have been told, where it was told something else; null where it was not.
    /// </returns>
    public string? WhatIsUntrue(RequestRecord request, UnderstudyException told)
    {
        if (told is RequestFailedException)
            return request.Failures > 0 ? null : "of servers that have not failed";
        if (request.IsLastUnsent)
            return told is NetworkException ? null : "that it could not be sent";

        Presence truth = _heardAt[request.Client] >= request.BeganAt ? Presence.ServersSilent
            : _askedAt[request.Client] >= request.BeganAt ? Presence.NobodyHeard
            : Presence.Unknown;
        bool isFailureTold = told is NoAnswerException { Failure: not FailureReason.None };
        if (isFailureTold != request.Failures > 0)
            return "whether a server has failed it";
        return told is NoAnswerException answer && answer.Presence == truth ? null : $"of servers: {truth}";
    }
}
