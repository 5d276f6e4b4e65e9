using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Understudy.Cli.Calculating;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy calc</c>: its options, and which of its three ways to run is meant.</summary>
internal sealed partial class CalcCommand
{
    private readonly NetworkSettings _network = new(ofServer: false);

    private readonly Argument<string?> _expression = new("EXPRESSION")
    {
        Description = "What to calculate. Without it: a prompt, or one answer per line of standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Setting<TimeSpan?> _timeout = Setting.Duration(
        "--timeout", "How long to ask before giving up; 5s.", nameof(UnderstudyClientOptions.Timeout));

    private readonly Switch _spread = new("--spread", "Let the servers share the requests.");

    private readonly Switch _json = new("--json", "Answer with JSON, one object per line.");

    private readonly Switch _verbose = new("--verbose", "Say on standard error who answered, and how fast.", "-v");

    public static Command Build(ProgramContext context)
    {
        var settings = new CalcCommand();
        var command = new Command(
            "calc", "Have the servers calculate. The answer is that of Python: 3+5-4/3*4 is 2.666666666666667.");
        command.Add(settings._expression);
        settings._network.AddTo(command);
        command.Add(settings._spread.Option);
        command.Add(settings._timeout.Option);
        command.Add(settings._json.Option);
        command.Add(settings._verbose.Option);
        command.Validators.Add(settings.RefuseMistypedOption);
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

    /// <summary>
    /// An expression may begin with a minus, so the parser takes <c>--verbos</c> for one. No expression is a bare word
    /// after a minus, though: that is an option with a typing error in it.
    /// </summary>
    private void RefuseMistypedOption(CommandResult command)
    {
        if (command.GetResult(_expression)?.Tokens is not [{ } token] || !BareWord().IsMatch(token.Value))
            return;
        string? meant = EditDistance.Nearest(
            token.Value.Split('=')[0],
            command.Command.Options.SelectMany(option => option.Aliases.Append(option.Name)));
        command.AddError($"there is no option '{token.Value}'." + (meant is null ? "" : $" Did you mean '{meant}'?"));
    }

    [GeneratedRegex(@"\A--?[a-zA-Z][a-zA-Z-]*(=.*)?\z")]
    private static partial Regex BareWord();
}
