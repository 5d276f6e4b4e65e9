namespace Understudy;

/// <summary>A server changed its role.</summary>
/// <param name="From">Its role before.</param>
/// <param name="To">Its role now.</param>
/// <param name="LeadId">The server that answers in its place, where <paramref name="To"/> is Understudy; else null.</param>
public readonly record struct RoleChange(ServerRole From, ServerRole To, int? LeadId);
