using System.Diagnostics.Metrics;

namespace Understudy.Tests.Driving;

/// <summary>A meter of one test alone.</summary>
internal sealed class OneMeter : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public bool IsMine(Instrument instrument) => _meters.Contains(instrument.Meter);

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
