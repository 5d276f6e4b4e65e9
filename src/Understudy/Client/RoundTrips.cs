namespace Understudy.Client;

/// <summary>What answers tell of the round trip: how long to wait for the next one.</summary>
internal sealed class RoundTrips
{
    private readonly RoundTripEstimate _estimate = new();
    private readonly RepeatedAnswers _repeated = new();

    /// <summary>The wait before the first repeat.</summary>
    public TimeSpan Timeout => _estimate.Timeout;

    /// <summary>A request was answered for the first time.</summary>
    public void Answered(PendingRequest request, int? server, TimeSpan now)
    {
        TimeSpan taken = now - request.SentAt;
        if (request.Attempts == 1)
        {
            _estimate.Measured(taken);
            return;
        }

        _estimate.Bounded(taken);
        _repeated.Answered(request.Number, server, request.Attempts, taken);
    }

    /// <summary>A request that is over was answered again.</summary>
    public void AnsweredAgain(ulong number, int? server)
    {
        if (_repeated.WhatWasNeedless(number, server) is { } taken)
            _estimate.Measured(taken);
    }
}
