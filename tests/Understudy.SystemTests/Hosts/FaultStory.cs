using System.Globalization;
using System.Net;

namespace Understudy.SystemTests.Hosts;

/// <summary>What the clients saw of one fault: before it, from it until it was mended, and after that.</summary>
internal sealed class FaultStory
{
    private readonly string _what;
    private readonly ProbeResult[] _results;
    private readonly long _broken;
    private readonly long _mended;
    private readonly long _back;

    public FaultStory(string what, ProbeResult[] results, long broken, long mended, long back)
    {
        _what = what;
        _results = results;
        _broken = broken;
        _mended = mended;
        _back = back;
    }

    public bool AreAllRight => _results.All(result => result.Answers.All(answer => answer.IsRight));

    /// <summary>The first other server that answered after the fault.</summary>
    public IPAddress? SuccessorOf(IPAddress lead) => FirstAfterFault(lead)?.Answers[0].Server;

    /// <summary>From the fault to the first request that another server answered.</summary>
    public TimeSpan TimeToTakeOver(IPAddress lead)
        => FirstAfterFault(lead) is { } first
            ? TimeProvider.System.GetElapsedTime(_broken, first.Sent)
            : TimeSpan.MaxValue;

    /// <summary>The different numbers of answers that requests sent in a span of time got.</summary>
    public int[] AnswersPerRequest(long from, long to)
        => [.. Between(from, to).Select(result => result.Answers.Count).Distinct().Order()];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_what}: next in line after {TimeToTakeOver(Lead).TotalMilliseconds:0} ms; "
        + $"unanswered {Count(_broken, _mended, 0)} of {Between(_broken, _mended).Count()} during the fault, "
        + $"{Count(_mended, long.MaxValue, 0)} of {Between(_mended, long.MaxValue).Count()} after it; "
        + $"answered twice {Twice(_broken, _mended)} during, {Twice(_mended, long.MaxValue)} after; "
        + $"lead again {TimeProvider.System.GetElapsedTime(_mended, _back).TotalMilliseconds:0} ms "
        + $"after it was mended");

    private IPAddress Lead => _results.First(result => result.Answers.Count > 0).Answers[0].Server;

    private ProbeResult? FirstAfterFault(IPAddress lead)
        => Between(_broken, long.MaxValue)
            .FirstOrDefault(result => result.Answers.Count > 0 && !result.Answers[0].Server.Equals(lead));

    private int Twice(long from, long to) => Between(from, to).Count(result => result.Answers.Count > 1);

    private int Count(long from, long to, int answers)
        => Between(from, to).Count(result => result.Answers.Count == answers);

    private IEnumerable<ProbeResult> Between(long from, long to)
        => _results.Where(result => result.Sent >= from && result.Sent < to);
}
