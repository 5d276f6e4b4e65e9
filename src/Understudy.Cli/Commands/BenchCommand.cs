using System.CommandLine;
using System.Globalization;
using Understudy.Calculator;
using Understudy.Cli.Bench;

namespace Understudy.Cli.Commands;

/// <summary><c>understudy bench</c>: its options.</summary>
internal sealed class BenchCommand
{
    private const int DefaultRate = 500;
    private const int MaxRate = 100_000;
    private const string DefaultExpression = "3+5-4/3*4";

    private readonly NetworkSettings _network = new();

    private readonly Setting<int?> _rate = Count(
        "--rate", $"Requests sent each second, answered or not; {DefaultRate}.");

    private readonly Setting<int?> _concurrency = Count(
        "--concurrency", "Keep this many requests in flight instead, as fast as they are answered.");

    private readonly Setting<TimeSpan> _duration = new(
        "--duration", Duration.Expected, ("duration", "How long to send; 10s."), Duration.TryParse);

    private readonly Setting<string> _expression = new(
        "--expression", "an expression", ("text", $"What to ask; {DefaultExpression}."), NetworkSettings.AnyText);

    private readonly Setting<TimeSpan> _timeout = new(
        "--timeout", Duration.Expected, ("duration", "How long to ask before giving up; 5s."), Duration.TryParse)
    {
        Property = nameof(UnderstudyClientOptions.Timeout),
    };

    private readonly Switch _spread = new("--spread", "Let the servers share the requests.");

    private readonly Switch _json = new("--json", "Print the result as JSON.");

    public static Command Build(Surroundings surroundings)
    {
        BenchCommand settings = new();
        Command command = new("bench", "Measure it: ask at a steady rate, or as fast as it goes, and check each answer.");
        command.Add(settings._rate.Option);
        command.Add(settings._concurrency.Option);
        command.Add(settings._duration.Option);
        command.Add(settings._expression.Option);
        settings._network.AddTo(command, ofServer: false);
        command.Add(settings._timeout.Option);
        command.Add(settings._spread.Option);
        command.Add(settings._json.Option);
        command.SetAction((parse, cancellationToken) =>
            new BenchRun(settings.Bind(parse, surroundings), surroundings).RunAsync(cancellationToken));
        return command;
    }

    private BenchOptions Bind(ParseResult parse, Surroundings surroundings)
    {
        Binder binder = new(parse, surroundings.Environment);
        int? rate = binder.Read(_rate, otherwise: null);
        int? concurrency = binder.Read(_concurrency, otherwise: null);
        if (rate is not null && concurrency is not null)
            throw new UsageException("--rate and --concurrency exclude each other; give one of them.");
        CheckRange(_rate, rate, MaxRate);
        CheckRange(_concurrency, concurrency, Asker.MaxInFlight);
        TimeSpan duration = binder.Read(_duration, TimeSpan.FromSeconds(10));
        binder.CheckRange(_duration, duration, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24));
        return new BenchOptions
        {
            Client = BindClient(binder, surroundings),
            Expression = BindExpression(binder),
            Rate = concurrency is null ? rate ?? DefaultRate : null,
            Concurrency = concurrency ?? 0,
            Duration = duration,
            IsJson = binder.Read(_json),
        };
    }

    private UnderstudyClientOptions BindClient(Binder binder, Surroundings surroundings)
    {
        UnderstudyClientOptions client = new()
        {
            Network = _network.BindClient(binder),
            MaxRequestsInFlight = Asker.MaxInFlight,
            TimeProvider = surroundings.Time,
        };
        client = client with { Timeout = binder.Read(_timeout, client.Timeout) };
        binder.Check(client.Validate);
        // The client's options have no order of servers yet; once they have, it is set here from the switch.
        if (binder.Read(_spread))
            throw new UsageException("--spread: this version asks the server with the lowest id alone.");
        return client;
    }

    private string BindExpression(Binder binder)
    {
        string expression = binder.Read(_expression, DefaultExpression);
        if (string.IsNullOrWhiteSpace(expression))
            throw new UsageException("--expression: there is no expression.");
        if (expression.Length > CalculatorLimits.MaxExpressionLength)
        {
            throw new UsageException(
                $"--expression: it is longer than {CalculatorLimits.MaxExpressionLength} characters.");
        }

        return expression;
    }

    private static Setting<int?> Count(string name, string help)
        => new(name, "a whole number", ("number", help), (string text, out int? value) =>
        {
            bool isNumber = NetworkSettings.WholeNumber(text, out int number);
            value = number;
            return isNumber;
        });

    private static void CheckRange(Setting<int?> setting, int? value, int most)
    {
        if (value is { } given && (given < 1 || given > most))
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{setting.Option.Name}: {given} is out of range; it must be from 1 to {most}."));
        }
    }
}
