using Understudy.Membership;
using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>What a server sends and hears, with a deliberate bug.</summary>
internal sealed class MutantCore : HeartbeatCore
{
    private readonly Mutation _mutation;
    private int _choosers;

    public MutantCore(
        Mutation mutation, MembershipCore members, Recognition recognition, HeartbeatWriter writer, Random random)
        : base(members, recognition, writer, random)
        => _mutation = mutation;

    private protected override int CountChoosingFirst()
    {
        int choosers = base.CountChoosingFirst();
        return _mutation == Mutation.ChoosersNotForgotten ? _choosers += choosers : choosers;
    }
}
