using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Simulation.Mutations;

/// <summary>Requests as they are read, and replies as they are written, with a deliberate bug.</summary>
internal sealed class MutantRequests : IRequestDialect
{
    private readonly Mutation _mutation;
    private readonly IRequestDialect _real;
    private readonly ulong _incarnation;

    public MutantRequests(Mutation mutation, IRequestDialect real, ulong incarnation)
    {
        _mutation = mutation;
        _real = real;
        _incarnation = incarnation;
    }

    public int ReplyPrefix => _real.ReplyPrefix;

    public DatagramStatus Read(RequestJob job, out RequestTerms terms, out bool isProbe)
    {
        DatagramStatus status = _real.Read(job, out terms, out isProbe);
        terms = _mutation switch
        {
            Mutation.RankOneTooGood => terms with { RankLimit = terms.RankLimit + 1 },
            Mutation.RankOneTooBad => terms with { RankLimit = terms.RankLimit - 1 },
            Mutation.RankLimitIgnored => terms with { RankLimit = RequestFrame.Everybody },
            Mutation.UnheardStaysSilent => terms with { RankLimit = Math.Min(terms.RankLimit, RequestFrame.Everybody - 1) },
            Mutation.SpreadNotDrawn => terms with { Client = 0, Number = 0 },
            Mutation.SpreadOrdersDiffer => terms with { Client = _incarnation },
            _ => terms,
        };
        if (_mutation == Mutation.ClientsMixedUp && job.Key is { } key)
            job.Identify(key with { Client = 0 }, RequestFrame.PayloadOffset);
        return status;
    }

    public void Complete(RequestJob job, HandlerStatus status)
    {
        job.IsBusy &= _mutation != Mutation.BusyNotTold;
        _real.Complete(job, _mutation == Mutation.RejectionNotTold ? HandlerStatus.Ok : status);
    }
}
