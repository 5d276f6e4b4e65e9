using System.CommandLine;

namespace Understudy.Cli.Commands;

/// <summary>A command that does something, with what help says of it beyond its options.</summary>
internal sealed class ProgramCommand : Command
{
    public ProgramCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>Command lines without the program's name, and what they do.</summary>
    public required IReadOnlyList<(string Line, string Does)> Examples { get; init; }

    /// <summary>The exit codes that it can end with, and when it does.</summary>
    public required IReadOnlyList<(int Code, string When)> Exits { get; init; }

    /// <summary>
    /// What would have been right for an argument that it does not take; null where that is not known.
    /// </summary>
    public Func<string, string?> Meant { get; init; } = _ => null;
}
