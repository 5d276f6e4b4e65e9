namespace Understudy.Membership;

/// <summary>What a server does about a request, and why: one record for each kind of reason.</summary>
/// <remarks>Each decision is one object that is made once, so deciding allocates nothing.</remarks>
internal abstract record Decision
{
    private static readonly Abstain[] Abstentions =
        [.. Enum.GetValues<ServerRole>().Select(role => new Abstain(role))];

    private Decision(string name) => Name = name;

    /// <summary>Its name in the meters.</summary>
    public string Name { get; }

    /// <summary>It is this server's turn: the request is carried out.</summary>
    public static Decision Mine { get; } = new Answer();

    /// <summary>Another server stands before this one.</summary>
    public static Decision Others { get; } = new OutOfTurn();

    /// <summary>This server has answered it before: it sends the same bytes again.</summary>
    public static Decision Again { get; } = new Known(IsAnswered: true);

    /// <summary>This server is at work on it already.</summary>
    public static Decision InProgress { get; } = new Known(IsAnswered: false);

    /// <summary>It has waited too long behind others, or longest of more than may wait.</summary>
    public static Decision Late { get; } = new TurnAway(Shortage.Time);

    /// <summary>As many requests are in progress as may be.</summary>
    public static Decision Full { get; } = new TurnAway(Shortage.Places);

    /// <summary>A server with this role answers nothing, or only what everybody may answer.</summary>
    public static Decision NotAs(ServerRole role) => Abstentions[(int)role];

    /// <summary>It is this server's turn.</summary>
    public sealed record Answer() : Decision("Answer");

    /// <summary>Its rank is above the request's limit: another server answers.</summary>
    public sealed record OutOfTurn() : Decision("OutOfTurn");

    /// <summary>The request was begun before.</summary>
    /// <param name="IsAnswered">Whether it was answered, too, and is not still in progress.</param>
    public sealed record Known(bool IsAnswered) : Decision(IsAnswered ? "Repeat" : "InProgress");

    /// <summary>The server cannot be counted on, or does not know its rank.</summary>
    /// <param name="Role">Why.</param>
    public sealed record Abstain(ServerRole Role) : Decision(Role.ToString());

    /// <summary>It is this server's turn, and the server has too much to do.</summary>
    /// <param name="Shortage">What it is short of.</param>
    public sealed record TurnAway(Shortage Shortage) : Decision(Shortage == Shortage.Time ? "Late" : "Busy");
}

/// <summary>What a server that turns requests away is short of.</summary>
internal enum Shortage
{
    /// <summary>Time: the request has waited too long, or longest of more than may wait.</summary>
    Time,

    /// <summary>Places: as many requests are in progress as may be.</summary>
    Places,
}
