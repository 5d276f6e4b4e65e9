namespace Understudy;

/// <summary>One line of a server's table.</summary>
/// <param name="Id">The id, from 0 to <see cref="MembershipOptions.MaxServers"/>.</param>
/// <param name="State">What the server that keeps the table believes of it.</param>
/// <param name="Countdown">What is left of its countdown.</param>
/// <param name="IsEligible">Whether it counts as able to answer requests.</param>
public readonly record struct Member(int Id, MemberState State, int Countdown, bool IsEligible);
