namespace Understudy;

/// <summary>A server changed its role.</summary>
public readonly record struct RoleChange
{
    /// <summary>Its role before.</summary>
    public required ServerRole From { get; init; }

    /// <summary>Its role now.</summary>
    public required ServerRole To { get; init; }

    /// <summary>The server that answers in its place, where <see cref="To"/> is Understudy; else null.</summary>
    public required int? LeadId { get; init; }

    /// <summary>Why it is not to be counted on, where <see cref="To"/> is NotServing.</summary>
    public NotServingReason NotServing { get; init; }
}
