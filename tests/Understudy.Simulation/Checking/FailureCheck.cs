namespace Understudy.Simulation.Checking;

/// <summary>
/// A request that is given up is told the truth: that it could not be sent, or that servers are there and none
/// answered, or that nobody was heard since it began.
/// </summary>
internal sealed class FailureCheck
{
    private readonly long[] _heardAt;

    public FailureCheck(int clients)
    {
        _heardAt = new long[clients];
        Array.Fill(_heardAt, -1);
    }

    /// <summary>A whole datagram of a server's reached the client.</summary>
    public void Hears(int client, long now) => _heardAt[client] = now;

    /// <returns>
    /// What the caller should have been told, where it was told something else; null where it was not.
    /// </returns>
    public string? WhatIsUntrue(RequestRecord request, UnderstudyException told)
    {
        if (request.IsLastUnsent)
            return told is NetworkException ? null : "that it could not be sent";

        bool isAnybodyThere = _heardAt[request.Client] >= request.BeganAt;
        if (told is NoAnswerException answer && answer.IsAnybodyThere == isAnybodyThere)
            return null;
        return isAnybodyThere ? "that servers are there" : "that nobody is there";
    }
}
