using System.Globalization;
using System.Text.Json;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Flood;

/// <summary>How much of a flood the machine managed to send.</summary>
internal sealed record FloodCounts(int Rate, long Sent, double Seconds, double SentPerSecond)
{
    /// <summary>Reads what the laboratory's flood has printed, when it has ended.</summary>
    public static async Task<FloodCounts> FinishAsync(ProgramProcess flood, TimeSpan duration)
    {
        int code = await flood.WaitForExitAsync(duration);
        if (code != 0)
            throw new InvalidOperationException($"The flood failed. It said:\n{flood.Errors}");
        return JsonSerializer.Deserialize<FloodCounts>(Assert.Single(flood.Output.Lines), JsonSerializerOptions.Web)!;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{SentPerSecond:0} datagrams/s sent of {Rate} asked for, {Sent} in {Seconds:0.0} s");
}
