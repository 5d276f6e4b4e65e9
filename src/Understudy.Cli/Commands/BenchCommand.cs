using System.CommandLine;
using Understudy.Calculator;
using Understudy.Cli.Bench;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy bench</c>: its options.</summary>
internal sealed class BenchCommand
{
    private const string DefaultExpression = "3+5-4/3*4";
    private const int DefaultRate = 500;
    private const int MaxRate = 100_000;
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(10);

    private readonly NetworkSettings _network = new(ofServer: false);

    private readonly Setting<int?> _rate = Setting.Number(
        "bench --rate", ("Requests sent each second, answered or not.", DefaultRate), range: (1, MaxRate));

    private readonly Setting<int?> _concurrency = Setting.Number(
        "bench --concurrency",
        ("Keep this many requests in flight instead, as fast as they are answered.", null),
        range: (1, Asker.MaxInFlight));

    private readonly Setting<TimeSpan?> _duration = Setting.Duration(
        "bench --duration",
        ("How long to send.", DefaultDuration),
        range: (TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)));

    private readonly Setting<string?> _expression = new(
        "bench --expression",
        $"an expression of at most {CalculatorLimits.MaxExpressionLength} characters",
        ("text", "What to ask.", DefaultExpression),
        text => string.IsNullOrWhiteSpace(text) || text.Length > CalculatorLimits.MaxExpressionLength ? null : text);

    private readonly Setting<TimeSpan?> _timeout = Setting.Duration(
        "bench --timeout",
        ("How long to ask before giving up.", new UnderstudyClientOptions().Timeout),
        nameof(UnderstudyClientOptions.Timeout));

    private readonly Switch _spread = new("bench --spread", "Let the servers share the requests.")
    {
        Property = nameof(UnderstudyClientOptions.Order),
    };

    private readonly Switch _json = new("bench --json", "Print the result as JSON.");

    public static Command Build(ProgramContext context)
    {
        var settings = new BenchCommand();
        var command = new ProgramCommand(
            "bench", "Measure it: ask at a steady rate, or as fast as it goes, and check each answer.")
        {
            Examples =
            [
                ("bench --rate 500 --duration 10s", "500 requests each second, whether or not they are answered."),
                ("bench --concurrency 64 --json", "As fast as it goes with 64 in flight, reported as JSON."),
            ],
            Exits =
            [
                (ExitCode.Ok, "every request was answered, and right"),
                (ExitCode.Failure, "one was lost, not sent, rejected or answered wrong"),
                (ExitCode.Usage, "wrong usage"),
                (ExitCode.Interrupted, "cut short by Ctrl-C, with a report; 129 by SIGHUP, 143 by SIGTERM"),
            ],
        };
        command.Add(settings._rate.Option);
        command.Add(settings._concurrency.Option);
        command.Add(settings._duration.Option);
        command.Add(settings._expression.Option);
        settings._network.AddTo(command);
        command.Add(settings._timeout.Option);
        command.Add(settings._spread.Option);
        command.Add(settings._json.Option);
        command.Runs(
            context,
            parse => settings.Bind(parse, context),
            (options, cancellationToken) => new BenchRun(options, context).RunAsync(cancellationToken));
        return command;
    }

    private BenchOptions Bind(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        int? rate = binder.Read(_rate);
        int? concurrency = binder.Read(_concurrency);
        if (rate is not null && concurrency is not null)
            throw new UsageException("--rate and --concurrency exclude each other; give one of them.");
        return new BenchOptions
        {
            Client = BindClient(binder, context),
            Expression = binder.Read(_expression) ?? DefaultExpression,
            Rate = concurrency is null ? rate ?? DefaultRate : null,
            Concurrency = concurrency ?? 0,
            Duration = binder.Read(_duration) ?? DefaultDuration,
            IsJson = binder.Read(_json),
        };
    }

    private UnderstudyClientOptions BindClient(Binder binder, ProgramContext context)
    {
        var client = new UnderstudyClientOptions
        {
            Network = _network.Bind(binder),
            MaxRequestsInFlight = Asker.MaxInFlight,
            TimeProvider = context.Time,
        };
        client = client with
        {
            Order = binder.Read(_spread) ? RequestOrder.Spread : RequestOrder.Lowest,
            Timeout = binder.Read(_timeout) ?? client.Timeout,
        };
        binder.Check(client.Validate);
        return client;
    }
}
