namespace Understudy.Cli.Commands;

/// <summary>An option with what help says of it beyond its description.</summary>
internal interface IShownOption
{
    /// <summary>The environment variable that sets it, too.</summary>
    string Variable { get; }

    /// <summary>What holds where it is not given; null where nothing does.</summary>
    string? Default { get; }
}
