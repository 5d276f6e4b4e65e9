using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Cli.Asking;

namespace Understudy.Cli.Rendering;

/// <summary>The program's JSON: written by generated code, in camelCase.</summary>
[JsonSerializable(typeof(CalcReport))]
[JsonSerializable(typeof(MembersReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>
    /// Leaves <c>+</c> and <c>&lt;</c> as they are: nothing here goes into a web page. Control characters are escaped.
    /// </summary>
    public static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new JsonStringEnumConverter<Presence>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<MemberState>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<ServerRole>(JsonNamingPolicy.CamelCase),
        },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
