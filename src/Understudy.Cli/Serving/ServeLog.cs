using Microsoft.Extensions.Logging;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Serving;

/// <summary>What the program says beside the library. Its event ids are from 300 on.</summary>
internal static partial class ServeLog
{
#pragma warning disable SYSLIB1015 // Every line has the server's id, which stands before its words.
    [LoggerMessage(300, LogLevel.Information, "{Table}")]
    public static partial void MembersReported(this ILogger logger, int? server, MembersReport table);
#pragma warning restore SYSLIB1015
}
