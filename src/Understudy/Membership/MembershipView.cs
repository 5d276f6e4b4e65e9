namespace Understudy.Membership;

/// <summary>
/// What the heartbeat thread knew at one moment, frozen: the request thread reads it without a lock.
/// </summary>
internal sealed class MembershipView
{
    private readonly MembershipOptions _options;
    private readonly byte[] _countdowns;
    private readonly NotServingReason[]? _whyNot;

    /// <param name="options">The failure detector.</param>
    /// <param name="countdowns">The countdown of each id.</param>
    /// <param name="whyNot">Why each is not to be counted on; null where all are.</param>
    public MembershipView(MembershipOptions options, byte[] countdowns, NotServingReason[]? whyNot = null)
    {
        _options = options;
        _countdowns = countdowns;
        _whyNot = whyNot;
        int count = 0;
        Span<byte> ids = stackalloc byte[countdowns.Length];
        for (int id = 0; id < countdowns.Length; id++)
        {
            if (options.IsEligibleAt(countdowns[id], WhyNot(id)))
                ids[count++] = (byte)id;
        }

        EligibleIds = ids[..count].ToArray();
    }

    /// <summary>The ids that count as able to answer, in ascending order.</summary>
    public byte[] EligibleIds { get; }

    /// <summary>The server's own id; null while it has none.</summary>
    public required int? Id { get; init; }

    public required ServerRole Role { get; init; }

    /// <summary>Why the server itself is not to be counted on, if it is not.</summary>
    public NotServingReason NotServing { get; init; }

    /// <summary>
    /// Until when the view can be trusted. The heartbeat thread renews it each period. If it did not, that thread, and
    /// most likely the whole process, has stood still, and the others may have given this server up.
    /// </summary>
    public required TimeSpan ValidUntil { get; init; }

    /// <summary>The server that answers in this one's place, where this one is an understudy; else null.</summary>
    public required int? LeadId { get; init; }

    /// <summary>
    /// How many servers can be asked, as far as this one knows, itself included; 0 where it is not heard, and so may
    /// not hear the others.
    /// </summary>
    public int CountMembers() => Role switch
    {
        ServerRole.Lead or ServerRole.Understudy => EligibleIds.Length,
        ServerRole.NotServing or ServerRole.Aside => EligibleIds.Length + 1,
        _ => 0,
    };

    /// <summary>The role; Paused where the view was not renewed in time.</summary>
    public ServerRole RoleAt(TimeSpan now) => now >= ValidUntil ? ServerRole.Paused : Role;

    /// <param name="times">When the members' states have changed; null to leave that out.</param>
    /// <param name="now">The time.</param>
    public Member[] ToMembers(MemberTimes? times = null, TimeSpan now = default)
    {
        var members = new Member[_countdowns.Length];
        for (int id = 0; id < members.Length; id++)
        {
            int countdown = _countdowns[id];
            MemberState state = _options.StateAt(countdown, WhyNot(id));
            members[id] = new Member
            {
                Id = id,
                State = state,
                Countdown = countdown,
                IsEligible = _options.IsEligibleAt(countdown, WhyNot(id)),
                NotServing = WhyNot(id),
                TimeInState = times?.Since(id, state, now),
            };
        }

        return members;
    }

    private NotServingReason WhyNot(int id) => _whyNot?[id] ?? NotServingReason.None;
}
