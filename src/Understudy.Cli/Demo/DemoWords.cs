namespace Understudy.Cli.Demo;

/// <summary>What can be typed at the demonstration's prompt: an expression, or one of a few words.</summary>
internal static class DemoWords
{
    public const string Help = """
          3+5-4/3*4   calculate (any expression)
          kill N      end server N without warning, as a crash would
          stop N      have it leave in order: it says farewell first
          pause N     stop it in its tracks; resume N lets it go on
          start N     start it again, or one more
          status      the servers
          quit        end all of it
        """;

    public const string Hint = "Type 'help' for what you can do.";

    /// <summary>A line's words, the first as it is called here: for <c>Kill</c>, <c>kill</c>.</summary>
    public static string[] Read(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0)
        {
            words[0] = words[0].ToLowerInvariant() switch
            {
                "?" or "h" => "help",
                "exit" or "q" => "quit",
                "restart" => "start",
                "continue" or "cont" => "resume",
                "list" or "ls" => "status",
                var other => other,
            };
        }

        return words;
    }

    /// <summary>Whether a line that is no expression looks like a word that somebody expected to work.</summary>
    public static bool IsWord(string line) => line.Length > 0 && (char.IsAsciiLetter(line[0]) || line[0] is '?' or '/');
}
