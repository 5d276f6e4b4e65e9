namespace Understudy.Client;

/// <summary>
/// Which repeats were needless: a server that has answered a repeated request answers each other attempt of it, too. So
/// the first answer was to the first attempt, and measures the round trip after all, which Karn's rule could not know.
/// Without it only requests that were answered soon would measure anything, and where some take long, each of those
/// would be repeated.
/// </summary>
/// <remarks>
/// After Eifel (RFC 3522) and DSACK (RFC 3708), which find needless repeats of TCP. Where an attempt stays without an
/// answer, it may have been the first, lost while a server was out of reach for seconds.
/// </remarks>
internal sealed class RepeatedAnswers
{
    private const int Capacity = 1024;

    private readonly Dictionary<ulong, First> _answers = [];
    private readonly Queue<ulong> _oldest = new();

    /// <summary>A request that was sent more than once was answered for the first time.</summary>
    public void Answered(ulong number, int? server, int attempts, TimeSpan taken)
    {
        if (_oldest.Count == Capacity)
            _answers.Remove(_oldest.Dequeue());
        _answers.Add(number, new First(server, attempts - 1, taken));
        _oldest.Enqueue(number);
    }

    /// <summary>A request was answered again.</summary>
    /// <returns>How long the first answer took, where it was to the first attempt; else null.</returns>
    public TimeSpan? WhatWasNeedless(ulong number, int? server)
    {
        if (!_answers.TryGetValue(number, out First first) || first.Server != server)
            return null;

        _answers[number] = first with { Others = first.Others - 1 };
        return first.Others == 1 ? first.Taken : null;
    }

    private readonly record struct First(int? Server, int Others, TimeSpan Taken);
}
