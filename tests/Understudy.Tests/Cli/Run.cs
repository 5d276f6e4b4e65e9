using System.Text;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;

namespace Understudy.Tests.Cli;

/// <summary>What the whole program did in this process: its exit code and what it wrote.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<Run> OfAsync(params string[] arguments) => WithAsync(null, "", [], arguments);

    /// <param name="client">Answers in place of a network.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="environment">The variables that are set, all others are not.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<Run> WithAsync(
        IUnderstudyClient? client, string input, Dictionary<string, string> environment, params string[] arguments)
        => OfAsync(arguments, context => context with
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Environment = environment.GetValueOrDefault,
            Variables = environment.Keys,
            Connect = _ => client ?? throw new InvalidOperationException("This test needs no network."),
        });

    /// <summary>The command line alone, without what it would start.</summary>
    public static Task<Run> RehearseAsync(Dictionary<string, string> environment, params string[] arguments)
        => OfAsync(arguments, context => context with
        {
            Environment = environment.GetValueOrDefault,
            Variables = environment.Keys,
            IsRehearsal = true,
        });

    /// <summary>With standard error on a terminal.</summary>
    public static Task<Run> OnTerminalAsync(int width, params string[] arguments)
        => OfAsync(arguments, context => context with { Width = () => width, IsErrorTerminal = true });

    private static async Task<Run> OfAsync(string[] arguments, Func<ProgramContext, ProgramContext> adapt)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await CommandLine.RunAsync(
            arguments, adapt(new ProgramContext { Input = Stream.Null, Output = output, Error = error }));
        return new Run(code, output.ToString(), error.ToString());
    }
}
