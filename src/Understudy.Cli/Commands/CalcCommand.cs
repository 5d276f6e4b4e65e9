using System.CommandLine;
using Understudy.Cli.Calculating;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy calc</c>: its options, and which of its three ways to run is meant.</summary>
internal sealed class CalcCommand
{
    private readonly NetworkSettings _network = new(ofServer: false);

    private readonly Argument<string?> _expression = new("EXPRESSION")
    {
        Description = "What to calculate. Without it: a prompt, or one answer per line of standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Setting<TimeSpan?> _timeout = Setting.Duration(
        "--timeout",
        ("How long to ask before giving up.", new UnderstudyClientOptions().Timeout),
        nameof(UnderstudyClientOptions.Timeout));

    private readonly Switch _spread = new("--spread", "Let the servers share the requests.")
    {
        Property = nameof(UnderstudyClientOptions.Order),
    };

    private readonly Switch _json = new("--json", "Answer with JSON, one object per line.");

    private readonly Switch _verbose = new("--verbose", "Say on standard error who answered, and how fast.", "-v");

    public static Command Build(ProgramContext context)
    {
        var settings = new CalcCommand();
        var command = new ProgramCommand(
            "calc", "Have the servers calculate. The answer is that of Python: 3+5-4/3*4 is 2.666666666666667.")
        {
            Examples =
            [
                ("calc \"3+5-4/3*4\"", "One answer, of servers on this machine."),
                ("calc --interface eth0", "A prompt, to ask the servers on the network of eth0."),
                ("calc < sums.txt", "One answer for each line; an empty one where there is none."),
            ],
            Exits =
            [
                (ExitCode.Ok, "every expression has its result"),
                (ExitCode.Failure, "a request could not be sent"),
                (ExitCode.Usage, "wrong usage"),
                (ExitCode.NoAnswer, "nobody answered"),
                (ExitCode.Rejected, "an expression was rejected; of several, 4 comes before 1, and 1 before 3"),
                (ExitCode.Interrupted, "cut short by Ctrl-C; 129 by SIGHUP, 143 by SIGTERM"),
            ],
        };
        command.Add(settings._expression);
        settings._network.AddTo(command);
        command.Add(settings._spread.Option);
        command.Add(settings._timeout.Option);
        command.Add(settings._json.Option);
        command.Add(settings._verbose.Option);
        command.Validators.Add(parsed =>
        {
            if (UsageErrors.OfArgument(parsed) is { } mistyped)
                parsed.AddError(mistyped);
        });
        command.Runs(
            context,
            parse => settings.Bind(parse, context),
            (options, cancellationToken) => new CalcRun(options, context).RunAsync(cancellationToken));
        return command;
    }

    private CalcOptions Bind(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        var client = new UnderstudyClientOptions
        {
            Network = _network.Bind(binder),
            TimeProvider = context.Time,
        };
        client = client with
        {
            Order = binder.Read(_spread) ? RequestOrder.Spread : RequestOrder.Lowest,
            Timeout = binder.Read(_timeout) ?? client.Timeout,
        };
        binder.Check(client.Validate);
        return new CalcOptions
        {
            Client = client,
            Expression = parse.GetValue(_expression),
            IsJson = binder.Read(_json),
            IsVerbose = binder.Read(_verbose),
        };
    }
}
