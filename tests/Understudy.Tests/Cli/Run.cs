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
    public static async Task<Run> WithAsync(
        IUnderstudyClient? client, string input, Dictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await CommandLine.RunAsync(arguments, new ProgramContext
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = output,
            Error = error,
            Environment = environment.GetValueOrDefault,
            Connect = _ => client ?? throw new InvalidOperationException("This test needs no network."),
        });
        return new Run(code, output.ToString(), error.ToString());
    }
}
