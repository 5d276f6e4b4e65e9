namespace Understudy.Requesting;

/// <summary>
/// Keeps repeats from multiplying the load of servers that are too slow already: each repeat costs a token, each answer
/// earns a part of one. After the retry throttling of gRPC (proposal A6).
/// </summary>
/// <remarks>
/// There, retries stop when the answers stop. Here, silence is no overload: servers that are overloaded go on answering,
/// if late. Where no answer comes at all, the servers that were asked are dead or paused, and a repeat is what finds
/// another; it is free then, and its pace alone bounds it. Nor does silence use up what is needed when it ends: every
/// request in flight may have been dropped, and be in need of one repeat more.
/// <para>
/// Nor is a network that loses datagrams an overload, though it takes repeats all the time: there, what is not lost is
/// answered promptly, and by the first in line. Such an answer earns more than one repeat. Where the first in line is
/// overloaded, its answers come later than the longest wait before a repeat, and the prompt ones from those behind it.
/// </para>
/// </remarks>
internal sealed class RepeatBudget
{
    /// <summary>What may be spent at once: enough for all requests in flight when servers die.</summary>
    public const double MaxTokens = 100;

    /// <summary>What a late answer earns: of an overloaded server, at most one repeat for ten answers.</summary>
    public const double TokensPerAnswer = 0.1;

    /// <summary>What a prompt answer earns.</summary>
    public const double TokensPerPromptAnswer = 2;

    /// <summary>What a second earns.</summary>
    public const double TokensPerSecond = 10;

    private double _tokens = MaxTokens;
    private TimeSpan _lastSpent;
    private TimeSpan? _lastAnswer;

    /// <summary>A request was answered.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isPrompt">
    /// Whether by the first in line, and within the longest wait before a repeat.
    /// </param>
    public void Answered(TimeSpan now, bool isPrompt)
    {
        _lastAnswer = now;
        _tokens = Math.Min(MaxTokens, _tokens + (isPrompt ? TokensPerPromptAnswer : TokensPerAnswer));
    }

    /// <summary>Takes a token for a repeat.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">No answer for this long is silence.</param>
    /// <returns>False where there is none: the repeat must wait.</returns>
    public bool TrySpend(TimeSpan now, TimeSpan patience)
    {
        if (_lastAnswer is null || now - _lastAnswer > patience)
            return true;

        _tokens = Math.Min(MaxTokens, _tokens + ((now - _lastSpent).TotalSeconds * TokensPerSecond));
        _lastSpent = now;
        if (_tokens < 1)
            return false;

        _tokens--;
        return true;
    }
}
