using System.Diagnostics.Metrics;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>The meters of a client, under the meter name <c>Understudy</c>.</summary>
internal sealed class ClientMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _repeats;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _timeouts;
    private readonly Histogram<double> _duration;

    /// <param name="factory">Makes the meter; null for one of the client's own.</param>
    public ClientMeters(IMeterFactory? factory)
    {
        var options = new MeterOptions(UnderstudyDiagnostics.MeterName);
        _meter = factory?.Create(options) ?? new Meter(options);
        _requests = _meter.CreateCounter<long>("understudy.client.requests", "{request}", "Requests begun.");
        _repeats = _meter.CreateCounter<long>("understudy.client.repeats", "{repeat}", "Repeats of requests.");
        _answers = _meter.CreateCounter<long>("understudy.client.answers", "{answer}", "Requests answered.");
        _duplicates = _meter.CreateCounter<long>(
            "understudy.client.duplicate_replies", "{reply}", "Replies to requests that were over.");
        _dropped = _meter.CreateCounter<long>(
            "understudy.client.dropped", "{datagram}", "Datagrams that were no reply to this client, by reason.");
        _timeouts = _meter.CreateCounter<long>(
            "understudy.client.timeouts", "{request}", "Requests that were given up without an answer.");
        _duration = _meter.CreateHistogram(
            "understudy.client.duration",
            "s",
            "The time from a request's first attempt to its answer.",
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
    }

    public void Request() => _requests.Count();

    public void Repeat() => _repeats.Count();

    public void Answer(TimeSpan elapsed)
    {
        _answers.Count();
        _duration.Observe(elapsed.TotalSeconds);
    }

    public void Duplicate() => _duplicates.Count();

    public void Drop(DatagramStatus reason)
    {
        if (_dropped.Enabled)
            _dropped.Count(new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    public void TimedOut() => _timeouts.Count();

    public void Dispose() => _meter.End();
}
