using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Diagnostics;

namespace Understudy.Cli.Rendering;

/// <summary>What a line of the log has beside its words.</summary>
internal static class LogFields
{
    /// <summary>The name that a logger gives to the words as they are before the values are put in.</summary>
    private const string Template = "{OriginalFormat}";

    /// <summary>The values by name, without the server's id.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Of<TState>(in LogEntry<TState> entry)
        => All(entry).Where(each => each.Key != Template && !IsServer(each.Key));

    /// <summary>Whether a server speaks, and which: null while it has no id.</summary>
    public static bool IsOfServer<TState>(in LogEntry<TState> entry, out int? id)
    {
        foreach (KeyValuePair<string, object?> field in All(entry))
        {
            id = field.Value as int?;
            if (IsServer(field.Key))
                return true;
        }

        id = null;
        return false;
    }

    private static bool IsServer(string name) => name.Equals(ServerLogger.Field, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<KeyValuePair<string, object?>> All<TState>(in LogEntry<TState> entry)
        => entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
}
