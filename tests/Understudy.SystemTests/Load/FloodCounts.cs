using System.Globalization;
using System.Net;

namespace Understudy.SystemTests.Load;

/// <summary>How much of a flood the machine managed to send.</summary>
internal sealed record FloodCounts(int Rate, long Sent, double Seconds, double SentPerSecond)
{
    /// <summary>The laboratory's command that floods a group.</summary>
    public static string Order(IPEndPoint group, int rate, TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture,
        $"flood --group {group} --rate {rate} --duration {(long)duration.TotalMilliseconds}ms");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{SentPerSecond:0} datagrams/s sent of {Rate} asked for, {Sent} in {Seconds:0.0} s");
}
