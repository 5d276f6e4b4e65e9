using Understudy.Membership;
using Understudy.Simulation.Mutations;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Hosts;

/// <summary>The request thread's look at what the heartbeat thread knows; here some mutations are put in.</summary>
internal sealed class ViewSeam
{
    private const long Stale = 3 * Durations.Second;

    private readonly World _world;
    private readonly ServerLife _life;
    private MembershipView? _kept;
    private long _keptSince;

    public ViewSeam(World world, ServerLife life)
    {
        _world = world;
        _life = life;
    }

    public MembershipView Current => _world.Mutation switch
    {
        Mutation.StaleView => Kept(),
        Mutation.ViewNeverExpires => With(_life.View, _life.View.Role, TimeSpan.MaxValue),
        Mutation.JoiningAnswers when _life.View.Role == ServerRole.Joining => Lead(_life.View),
        _ => _life.View,
    };

    private MembershipView Kept()
    {
        if (_kept is null || _world.Events.Now - _keptSince > Stale || _kept.Role == ServerRole.Joining)
        {
            _kept = With(_life.View, _life.View.Role, TimeSpan.MaxValue);
            _keptSince = _world.Events.Now;
        }

        return _kept;
    }

    private static MembershipView Lead(MembershipView view) => With(view, ServerRole.Lead, view.ValidUntil);

    private static MembershipView With(MembershipView view, ServerRole role, TimeSpan validUntil)
        => new(new MembershipOptions(), [.. view.ToMembers().Select(member => (byte)member.Countdown)])
        {
            Id = view.Id,
            Role = role,
            LeadId = view.LeadId,
            ValidUntil = validUntil,
        };
}
