namespace Understudy.Client;

/// <summary>
/// Keeps repeats from multiplying the load of servers that are too slow already: while servers are busy, each repeat
/// costs a token, and each answer earns a part of one. After the retry throttling of gRPC (proposal A6).
/// </summary>
/// <remarks>
/// In gRPC a call that fails is taken for a sign of overload. Here a request without an answer may have been lost, or
/// its server may be dead, deaf or paused: then only a repeat finds another server. So the server itself says that it
/// is busy, as routers do by ECN (RFC 3168). While none does, repeats are free, and only their pace bounds them.
/// Guessing overload from late answers was tried and rejected: where many repeats are needed, answers come late, so
/// repeats were withheld, and answers came even later, or never.
/// <para>
/// A request that was begun while servers were busy stays rationed to its end. Otherwise, when the load falls, all that
/// were turned away would be repeated at once, and be the next overload.
/// </para>
/// </remarks>
internal sealed class RepeatBudget
{
    /// <summary>What may be spent at once: enough for all requests in flight when servers die.</summary>
    public const double MaxTokens = 100;

    /// <summary>What an answer earns while servers are busy: one repeat for ten answers.</summary>
    public const double TokensPerBusyAnswer = 0.1;

    /// <summary>
    /// What an answer earns when servers are no longer busy, and have time for what they turned away. It is less than a
    /// token: else each repeat would pay for the next.
    /// </summary>
    public const double TokensPerAnswer = 0.5;

    /// <summary>What a second earns.</summary>
    public const double TokensPerSecond = 10;

    /// <summary>
    /// Servers count as busy when more than about this share of their last replies says so. A slow request now and then
    /// is not enough: it must not keep back repeats after a crash. The share moves with each reply, so that one busy
    /// reply in ten is enough, and one in eleven is not.
    /// </summary>
    public const double BusyShare = 1.0 / 8;

    /// <summary>The weight of the last reply in that share.</summary>
    public const double Weight = 1.0 / 16;

    /// <summary>Servers are taken for busy for this long. No answer at all for as long means that nobody is.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private double _share;
    private double _tokens = MaxTokens;
    private TimeSpan _lastSpent;
    private TimeSpan? _lastBusy;
    private TimeSpan? _lastAnswer;

    /// <summary>A reply has come, be it the first to its request or not.</summary>
    public void Heard(bool isBusy, TimeSpan now)
    {
        _share += ((isBusy ? 1 : 0) - _share) * Weight;
        if (isBusy && _share > BusyShare)
            _lastBusy = now;
    }

    /// <summary>A request was answered.</summary>
    public void Answered(TimeSpan now)
    {
        _lastAnswer = now;
        double earned = now < _lastBusy + Memory ? TokensPerBusyAnswer : TokensPerAnswer;
        _tokens = Math.Min(MaxTokens, _tokens + earned);
    }

    /// <summary>Takes what a repeat costs.</summary>
    /// <param name="begun">When the request began.</param>
    /// <param name="now">The time.</param>
    /// <returns>False where there is not enough: the repeat must wait.</returns>
    public bool TrySpend(TimeSpan begun, TimeSpan now)
    {
        bool isRationed = begun < _lastBusy + Memory && now < _lastAnswer + Memory;
        if (!isRationed)
            return true;

        _tokens = Math.Min(MaxTokens, _tokens + ((now - _lastSpent).TotalSeconds * TokensPerSecond));
        _lastSpent = now;
        if (_tokens < 1)
            return false;

        _tokens--;
        return true;
    }
}
