using System.Globalization;
using System.Text.Json;

namespace Understudy.Samples.Orders;

/// <summary>What became of the orders of a load.</summary>
internal sealed record LoadReport
{
    public required int Sent { get; init; }

    /// <summary>Orders that no answer came to.</summary>
    public required int Lost { get; init; }

    public required int Rejected { get; init; }

    /// <summary>Orders that were answered, but had to be sent more than once.</summary>
    public required int Repeated { get; init; }

    public required double SlowestMilliseconds { get; init; }

    /// <summary>The number of each order that was taken, in the order in which they were sent.</summary>
    public required long[] Numbers { get; init; }

    public static LoadReport FromJson(string json)
        => JsonSerializer.Deserialize<LoadReport>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent} orders: {Numbers.Length} taken, {Rejected} rejected, {Lost} lost; {Repeated} sent again, "
        + $"slowest {SlowestMilliseconds:0} ms");
}
