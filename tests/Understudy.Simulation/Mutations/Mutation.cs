namespace Understudy.Simulation.Mutations;

/// <summary>A deliberate bug, put in at the seams around the cores. Each has to be found.</summary>
internal enum Mutation
{
    None,

    [Description("A server takes itself for one rank better than it is.")]
    RankOneTooGood,

    [Description("A server takes itself for one rank worse than it is.")]
    RankOneTooBad,

    [Description("Every server answers every request.")]
    RankLimitIgnored,

    [Description("A server does not know its own heartbeat.")]
    OwnHeartbeatNotKnown,

    [Description("A server counts its heartbeat as heard when it is sent.")]
    OwnHeartbeatAssumed,

    [Description("A server knows its own heartbeat by the id alone.")]
    OwnHeartbeatById,

    [Description("The countdown goes on while the server stands still.")]
    CountdownByWallTime,

    [Description("A late tick is taken for one in time, and the silence before it says nothing.")]
    LateTickNotNoticed,

    [Description("What waited in the sockets of a server that stood still is heard.")]
    ChannelsKeptAfterPause,

    [Description("A server counts as eligible for one tick less than it should.")]
    EligibleThresholdTooHigh,

    [Description("A server counts as eligible for one tick more than it should.")]
    EligibleThresholdTooLow,

    [Description("A server that leaves is taken for one that is there.")]
    LeaveIgnored,

    [Description("A server that starts does not listen first.")]
    NoListening,

    [Description("Nobody answers a server that starts.")]
    ProbesNotAnswered,

    [Description("A server answers before it has heard itself.")]
    JoiningAnswers,

    [Description("Two servers with one id take no notice of each other.")]
    RivalIgnored,

    [Description("Servers that take ids do not look at who else does.")]
    AutomaticIdsCollide,

    [Description("The request thread looks at a view that is three seconds old.")]
    StaleView,

    [Description("A server whose handler hangs says that it is well.")]
    StuckNotWithheld,

    [Description("A server remembers one request.")]
    RequestsNotRemembered,

    [Description("A server whose own heartbeat does not come back stays silent at the limit 255.")]
    UnheardStaysSilent,

    [Description("Each server draws an order of its own.")]
    SpreadOrdersDiffer,

    [Description("The limit grows by one with each repeat.")]
    LimitNotDoubled,

    [Description("The limit stays what it was.")]
    LimitNeverRaised,

    [Description("A client takes an answer to another of its requests.")]
    ReplyToWrongRequestAccepted,

    [Description("A client takes the second answer, too.")]
    SecondAnswerAccepted,

    [Description("A client never comes back to rank 0.")]
    StartRankNeverFalls,

    [Description("A datagram for another cluster is taken for one of ours.")]
    ClusterNotChecked,

    [Description("A server goes on to trust a view that was not renewed in time.")]
    ViewNeverExpires,

    [Description("A late heartbeat of a server that has left is heard.")]
    LeaverHeardAgain,

    [Description("A server that starts anew takes its former incarnation.")]
    IncarnationReused,

    [Description("A server remembers a sixteenth of the requests that it should.")]
    TooFewRemembered,

    [Description("A server tells requests apart by their numbers alone, whoever asks.")]
    ClientsMixedUp,

    [Description("A server says of what its handler refuses that it was done.")]
    RejectionNotTold,

    [Description("Every wait before a repeat is as long as the first.")]
    PaceNotDoubled,

    [Description("A client waits for a quarter of a second before each repeat, however soon answers come.")]
    WaitAlwaysLongest,

    [Description("A client does not measure how soon answers come, and always waits as at first.")]
    RoundTripNotMeasured,

    [Description("A client waits three times as long before each repeat as it should.")]
    WaitTooPatient,

    [Description(
        "A client does not look at the second answer, which may come from a server that stands before the first.")]
    DuplicatesNotLookedAt,

    [Description("A client gives up after half the timeout.")]
    TimesOutEarly,

    [Description("A client never gives up.")]
    NeverTimesOut,

    [Description("A server begins what has waited behind a slow handler for too long.")]
    LateRequestsBegun,

    [Description("A server begins more requests than it may work on at once.")]
    ProgressNotBounded,

    [Description("A server does not keep what it has answered, and takes it for a request in progress.")]
    AnswersForgotten,

    [Description("The order of spread is the same for every request.")]
    SpreadNotDrawn,

    [Description("A server that is late with what it is asked does not say so.")]
    BusyNotTold,

    [Description("A client takes no notice of servers that are busy, and repeats as fast as ever.")]
    RepeatsNotRationed,

    [Description("A repeat forgets the limit that its request began with.")]
    RepeatForgetsFirstLimit,

    [Description("A client does not take over the rank that its answer came from.")]
    AnswersRankForgotten,

    [Description("A client takes no notice of servers that tell it that they are there.")]
    HeartbeatsOverlooked,

    [Description("A client goes on with the transport on which it cannot send.")]
    NeverReopened,

    [Description("A client takes a request that could not be sent for one that was.")]
    FailedSendTakenForSent,

    [Description("A server does not look what has come while its handler kept the thread.")]
    NothingCollected,

    [Description("A server lets more requests wait than may.")]
    WaitingNotBounded,

    [Description("A server begins what came by a channel that was replaced.")]
    WaitingKeptOverChannels,

    [Description("A server says that there is a place before there is.")]
    PlaceGivenBackLast,

    [Description("A server that finds all places taken does not look whether one has become free meanwhile.")]
    NoSecondLook,

    [Description("A server replies by the channel that the request came by, though it was replaced.")]
    ReplyByReplacedChannel,

    [Description("A server that leaves does not finish what it has begun.")]
    LeavesWithoutDraining,

    [Description("A server that has fallen silent is never given up.")]
    SilentNeverGivenUp,

    [Description("A server that is said to have left is never heard again.")]
    LeaverNeverHeardAgain,

    [Description("A server that has heard a rival stands aside as long as it hears anybody.")]
    RivalNeverGone,

    [Description("A server waits for ever for those that have ever chosen before it.")]
    ChoosersNotForgotten,

    [Description("A handler that throws is taken for one that is done, and what it has written is its reply.")]
    FailureOverlooked,

    [Description("A request whose handler throws is not answered.")]
    FailureNotAnswered,

    [Description("What a handler has written before it threw is sent with the reply that it failed.")]
    FailureKeepsItsReply,

    [Description("A server takes no notice of what it fails, and goes on as if it were well.")]
    FailuresNotCounted,

    [Description("A server counts what fails everywhere against itself.")]
    FailuresOfAllCounted,

    [Description("A client takes a reply that failed for none, and waits.")]
    FailureNotFollowed,

    [Description("A server counts on one that says that it is not to be counted on.")]
    NotServingIgnored,

    [Description("A server takes no notice of whether it hears requests.")]
    DeafnessNotNoticed,
}
