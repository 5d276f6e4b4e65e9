namespace Understudy;

/// <summary>One line of a server's table.</summary>
public readonly record struct Member
{
    /// <summary>The id, from 0 to <see cref="MembershipOptions.MaxServers"/>.</summary>
    public required int Id { get; init; }

    /// <summary>What the server that keeps the table believes of it.</summary>
    public required MemberState State { get; init; }

    /// <summary>What is left of its countdown.</summary>
    public required int Countdown { get; init; }

    /// <summary>Whether it counts as able to answer requests.</summary>
    public required bool IsEligible { get; init; }

    /// <summary>Why it is not to be counted on, where it says so itself.</summary>
    public NotServingReason NotServing { get; init; }

    /// <summary>
    /// How long it has been in this state, by the clock of the server that keeps the table. Null where that server has
    /// never heard of it.
    /// </summary>
    public TimeSpan? TimeInState { get; init; }
}
