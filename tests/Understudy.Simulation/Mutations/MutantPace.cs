using Understudy.Client;
using Understudy.Protocol;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Mutations;

/// <summary>Mutations of what a client repeats, and when.</summary>
internal static class MutantPace
{
    /// <summary>How it went to do something, as the engine is told.</summary>
    public static SendResult ResultOf(Mutation mutation, ClientEffectKind kind, SendResult result)
        => mutation == Mutation.FailedSendTakenForSent && kind == ClientEffectKind.Send ? SendResult.Sent : result;

    /// <summary>An attempt is being sent.</summary>
    public static void Delay(Mutation mutation, PendingRequest request, TimeSpan now)
    {
        if (mutation == Mutation.WaitAlwaysLongest)
            request.RepeatsAt = now + RoundTripEstimate.Ceiling;
        else if (mutation == Mutation.RoundTripNotMeasured && request.Attempts == 1)
            request.RepeatsAt = now + RoundTripEstimate.Initial;
        else if (mutation == Mutation.WaitTooPatient)
            request.RepeatsAt = now + (request.Wait * 3);
    }

    /// <summary>A request is about to be sent once more.</summary>
    /// <param name="mutation">The mutation.</param>
    /// <param name="request">The request.</param>
    /// <param name="datagram">What is sent.</param>
    public static void Change(Mutation mutation, PendingRequest request, Span<byte> datagram)
    {
        if (mutation == Mutation.LimitNotDoubled)
            request.RankLimit = Math.Min(RequestFrame.Everybody, request.Attempts - 1);
        else if (mutation == Mutation.LimitNeverRaised)
            request.RankLimit = 0;
        else if (mutation == Mutation.RepeatForgetsFirstLimit)
            request.RankLimit = Math.Min(RequestFrame.Everybody, (1 << Math.Min(request.Attempts - 1, 8)) - 1);
        else if (mutation == Mutation.PaceNotDoubled)
            request.Wait /= 2;
        datagram[Frame.RankLimitOffset] = (byte)request.RankLimit;
    }
}
