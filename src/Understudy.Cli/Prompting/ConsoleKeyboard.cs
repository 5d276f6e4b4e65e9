namespace Understudy.Cli.Prompting;

/// <summary>The keyboard of the terminal the program runs on.</summary>
internal sealed class ConsoleKeyboard : IKeyboard
{
    public ConsoleKeyInfo ReadKey()
    {
        // Ctrl-C clears the line here; while nothing is being typed it ends the program, as everywhere.
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
