namespace Understudy.Simulation.Mutations;

/// <summary>A deliberate bug, put in at the seams around the cores. Each has to be found.</summary>
internal enum Mutation
{
    None,

    /// <summary>A server takes itself for one rank better than it is.</summary>
    RankOneTooGood,

    /// <summary>A server takes itself for one rank worse than it is.</summary>
    RankOneTooBad,

    /// <summary>Every server answers every request.</summary>
    RankLimitIgnored,

    /// <summary>A server does not know its own heartbeat.</summary>
    OwnHeartbeatNotKnown,

    /// <summary>A server counts its heartbeat as heard when it is sent.</summary>
    OwnHeartbeatAssumed,

    /// <summary>A server knows its own heartbeat by the id alone.</summary>
    OwnHeartbeatById,

    /// <summary>The countdown goes on while the server stands still.</summary>
    CountdownByWallTime,

    /// <summary>A late tick is taken for one in time.</summary>
    LateTickNotNoticed,

    /// <summary>What waited in the sockets of a server that stood still is heard.</summary>
    ChannelsKeptAfterPause,

    /// <summary>A server counts as eligible for one tick less than it should.</summary>
    EligibleThresholdTooHigh,

    /// <summary>A server counts as eligible for one tick more than it should.</summary>
    EligibleThresholdTooLow,

    /// <summary>A server that leaves is taken for one that is there.</summary>
    LeaveIgnored,

    /// <summary>A server that starts does not listen first.</summary>
    NoListening,

    /// <summary>Nobody answers a server that starts.</summary>
    ProbesNotAnswered,

    /// <summary>A server answers before it has heard itself.</summary>
    JoiningAnswers,

    /// <summary>Two servers with one id take no notice of each other.</summary>
    RivalIgnored,

    /// <summary>Servers that take ids do not look at who else does.</summary>
    AutomaticIdsCollide,

    /// <summary>The request thread looks at a view that is three seconds old.</summary>
    StaleView,

    /// <summary>A server whose handler hangs says that it is well.</summary>
    StuckNotWithheld,

    /// <summary>A server remembers one request.</summary>
    RequestsNotRemembered,

    /// <summary>A server whose own heartbeat does not come back stays silent at the limit 255.</summary>
    UnheardStaysSilent,

    /// <summary>Each server draws an order of its own.</summary>
    SpreadOrdersDiffer,

    /// <summary>The limit grows by one with each repeat.</summary>
    LimitNotDoubled,

    /// <summary>The limit stays what it was.</summary>
    LimitNeverRaised,

    /// <summary>A client takes an answer to another of its requests.</summary>
    ReplyToWrongRequestAccepted,

    /// <summary>A client takes the second answer, too.</summary>
    SecondAnswerAccepted,

    /// <summary>A client never comes back to rank 0.</summary>
    StartRankNeverFalls,

    /// <summary>A datagram for another cluster is taken for one of ours.</summary>
    ClusterNotChecked,
}
