using System.Globalization;

namespace Understudy.SystemTests.Chaos;

/// <summary>Some faults, many at a time, of which one server is spared; all are mended by the end.</summary>
internal sealed record ChaosAct(int Spared, TimeSpan From, TimeSpan To, IReadOnlyList<ChaosFault> Faults)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"act {From.TotalSeconds:0.000}-{To.TotalSeconds:0.000}, server {Spared} spared\n  "
        + $"{string.Join("\n  ", Faults)}");
}
