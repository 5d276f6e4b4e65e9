namespace Understudy.Client;

/// <summary>
/// Which repeats were needless: the server that has answered a repeated request answers it once more. So the first
/// answer was to the first attempt, and measures the round trip after all, which Karn's rule could not know. Without it
/// only requests that were answered soon would measure anything, and where some take long, each of those would be
/// repeated.
/// </summary>
/// <remarks>After Eifel (RFC 3522) and DSACK (RFC 3708), which find needless repeats of TCP.</remarks>
internal sealed class RepeatedAnswers
{
    private const int Capacity = 1024;

    private readonly Dictionary<ulong, (int? Server, TimeSpan Taken)> _answers = [];
    private readonly Queue<ulong> _oldest = new();

    /// <summary>A request that was sent more than once was answered for the first time.</summary>
    public void Answered(ulong number, int? server, TimeSpan taken)
    {
        if (_oldest.Count == Capacity)
            _answers.Remove(_oldest.Dequeue());
        _answers.Add(number, (server, taken));
        _oldest.Enqueue(number);
    }

    /// <summary>A request was answered again.</summary>
    /// <returns>How long the first answer took, where the repeat was needless; else null.</returns>
    public TimeSpan? WhatWasNeedless(ulong number, int? server)
        => _answers.TryGetValue(number, out (int? Server, TimeSpan Taken) first) && first.Server == server
            ? first.Taken
            : null;
}
