namespace Understudy.Cli.Prompting;

/// <summary>Where the keys come from.</summary>
internal interface IKeyboard
{
    /// <summary>Waits for a key. It is not shown.</summary>
    ConsoleKeyInfo ReadKey();
}
