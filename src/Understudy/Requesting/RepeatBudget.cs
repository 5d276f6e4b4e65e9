namespace Understudy.Requesting;

/// <summary>
/// Keeps repeats from multiplying the load of servers that are too slow already: each repeat costs a token, each answer
/// earns a part of one. After the retry throttling of gRPC (proposal A6), which stops retries for good when the answers
/// stop; here some tokens come with time as well, for when the answers stop because the lead has died, it is a repeat
/// that finds the next.
/// </summary>
internal sealed class RepeatBudget
{
    /// <summary>What may be spent at once: enough for all requests in flight when servers die.</summary>
    public const double MaxTokens = 200;

    /// <summary>What an answer earns: in the long run, at most one repeat for ten answers.</summary>
    public const double TokensPerAnswer = 0.1;

    /// <summary>What a second earns.</summary>
    public const double TokensPerSecond = 10;

    private double _tokens = MaxTokens;
    private TimeSpan _lastSpent;

    public void Answered() => _tokens = Math.Min(MaxTokens, _tokens + TokensPerAnswer);

    /// <summary>Takes a token for a repeat.</summary>
    /// <returns>False where there is none: the repeat must wait.</returns>
    public bool TrySpend(TimeSpan now)
    {
        _tokens = Math.Min(MaxTokens, _tokens + ((now - _lastSpent).TotalSeconds * TokensPerSecond));
        _lastSpent = now;
        if (_tokens < 1)
            return false;

        _tokens--;
        return true;
    }
}
