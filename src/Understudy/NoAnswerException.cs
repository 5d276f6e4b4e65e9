using System.Globalization;

namespace Understudy;

/// <summary>No answer came within the client's timeout, however often the request was repeated.</summary>
public sealed class NoAnswerException : UnderstudyException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="attempts">How often the request was sent.</param>
    /// <param name="elapsed">How long the client waited.</param>
    /// <param name="presence">What the client knows of the servers.</param>
    /// <param name="failure">Why one of them could not carry the request out, if one said so.</param>
    public NoAnswerException(
        int attempts, TimeSpan elapsed, Presence presence, FailureReason failure = FailureReason.None)
        : base(Describe(attempts, elapsed, presence, failure))
    {
        Failure = failure;
        Attempts = attempts;
        Elapsed = elapsed;
        Presence = presence;
    }

    /// <summary>How often the request was sent. 0 where it waited for its turn until its timeout was over.</summary>
    public int Attempts { get; }

    /// <summary>How long the client waited, from the call; the wait for a turn is part of it.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>
    /// What the client knows of the servers: it asks who is there while a request waits, once half of its time is over.
    /// </summary>
    public Presence Presence { get; }

    /// <summary>
    /// Why a server could not carry the request out, where one said so; another was there, and did not answer.
    /// </summary>
    public FailureReason Failure { get; }

    /// <summary>The causes stand in the order of how likely they are.</summary>
    private static string Describe(int attempts, TimeSpan elapsed, Presence presence, FailureReason failure)
    {
        string span = string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.##} s");
        if (attempts == 0)
        {
            return $"The request waited {span} for its turn, and was not sent: more are in flight than "
                + "UnderstudyClientOptions.MaxRequestsInFlight allows, and they are not answered.";
        }

        string within = $"within {span}, in {attempts} attempt{(attempts == 1 ? "" : "s")}.";
        if (failure != FailureReason.None)
        {
            return $"Nobody carried the request out {within} One server could not: "
                + $"{RequestFailedException.Describe(failure)}. Others are there, and did not answer.";
        }

        return presence switch
        {
            Presence.ServersSilent =>
                $"Servers are there, but none answered {within} They may have too much to do, or the request or its "
                + "answer is so large that it travels in fragments, and those are dropped "
                + "(NetworkOptions.MaxDatagramBytes).",
            Presence.NobodyHeard =>
                $"No server was heard {within} Likely causes: a firewall on this machine that drops the answers; "
                + "servers of another cluster or group (NetworkOptions.Cluster, NetworkOptions.RequestGroup); "
                + "datagrams so large that they travel in fragments (NetworkOptions.MaxDatagramBytes); servers on "
                + "another interface (NetworkOptions.Interface); no server runs.",
            _ => $"Nobody answered {within} Whether a server is there is not known.",
        };
    }
}
