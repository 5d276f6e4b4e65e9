namespace Understudy.Cli.Asking;

/// <summary>
/// Decides what is said when nobody answered, and what is the likely cause. Text, JSON and prompts all say this.
/// </summary>
internal static class Silence
{
    private const string Fragments =
        "Long requests or answers travel in fragments, and a firewall or the network drops those.";

    private static readonly string[] CausesOfRefusal =
    [
        "They stand aside, or cannot do their work; their logs say why.",
        "They have more to do than they can; ask less at once, or wait longer (--timeout).",
        Fragments,
    ];

    /// <param name="presence">What is known of the servers.</param>
    /// <param name="asked">Whom it was asked of.</param>
    public static AnswerError Explain(Presence presence, UnderstudyClientOptions asked)
    {
        NetworkOptions network = asked.Network;
        string what = presence switch
        {
            Presence.ServersSilent => "servers are there, but none answered",
            Presence.NobodyHeard => "nobody was heard",
            _ => "nobody answered",
        };
        return new AnswerError(
            AnswerError.NoAnswer,
            $"{what} within {Duration.Format(asked.Timeout)} "
                + $"on interface {network.Interface}, group {network.RequestGroup}",
            Column: null)
        {
            Presence = presence,
            Hints = presence == Presence.ServersSilent ? CausesOfRefusal : CausesOfDeafness(network),
        };
    }

    /// <summary>The likeliest first. Loopback has no network to be lost on, and seldom a firewall.</summary>
    private static string[] CausesOfDeafness(NetworkOptions network)
    {
        const string Firewall = "This machine's firewall drops the answers: they come from another address than the "
            + "group's. Let UDP in from the servers' network, to the ports of clients (README, 'The firewall').";
        string cluster = network.Dialect == Dialect.Classic
            ? $"The servers have another --group than {network.RequestGroup}, or are not started with --classic."
            : $"The servers have another --cluster than '{network.Cluster}', another --group, or --classic.";
        return network.Interface == NetworkOptions.Loopback
            ?
            [
                "No server runs on this machine; 'understudy serve --id 1' starts one.",
                "The servers are on other machines: name the network card, as in --interface eth0.",
                cluster,
                Firewall,
            ]
            :
            [
                Firewall,
                cluster,
                Fragments,
                $"The servers are on another network than --interface {network.Interface}.",
                $"No server is running; 'understudy serve --id 1 --interface {network.Interface}' starts one.",
            ];
    }
}
