namespace Understudy;

/// <summary>What a client knows of the servers when a request found no answer.</summary>
public enum Presence
{
    /// <summary>
    /// Not known: nobody was heard, but the client has not asked who is there, or could not. In the classic dialect
    /// there is no such question.
    /// </summary>
    Unknown = 0,

    /// <summary>The client asked who is there, and heard no server.</summary>
    NobodyHeard = 1,

    /// <summary>Servers were heard since the request began, and none of them answered it.</summary>
    ServersSilent = 2,
}
