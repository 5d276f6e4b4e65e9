namespace Understudy.Cli.Hosting;

/// <summary>All that a command takes from the process it runs in, so that a test can give it something else.</summary>
internal sealed record ProgramContext
{
    public required Stream Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>
    /// Whether a person types: standard input and standard error are both a terminal that can move its cursor.
    /// </summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether standard error is a terminal that can move its cursor.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether standard error shows colour: a terminal, and <c>NO_COLOR</c> is not set.</summary>
    public bool HasColour { get; init; }

    /// <summary>The width of the terminal, asked again each time since it can change; 80 without one.</summary>
    public Func<int> Width { get; init; } = () => 80;

    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The names of all variables that are set.</summary>
    public IReadOnlyCollection<string> Variables { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<UnderstudyClientOptions, IUnderstudyClient> Connect { get; init; }
        = options => new UnderstudyClient(options);

    /// <summary>
    /// Whether a command ends once its settings are read: the command line alone, without what it would start.
    /// </summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Fires at the first signal that asks the program to end.</summary>
    public CancellationToken Stopping { get; init; }
}
