using System.CommandLine;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;
using Understudy.Lab.Serving;

namespace Understudy.Lab.Commands;

/// <summary><c>serve</c></summary>
internal sealed class ServeCommand
{
    private readonly NetworkSettings _network = new(ofServer: true);

    private readonly Setting<int?> _id = Setting.Number(
        "--id", ("The server's own number.", null), nameof(UnderstudyServerOptions.Id));

    private readonly Setting<TimeSpan?> _delay = Setting.Duration(
        "--delay",
        ("How long each request keeps the request thread; 0.", null),
        range: (TimeSpan.Zero, TimeSpan.FromMinutes(1)));

    private readonly Setting<string?> _blockOn = new(
        "--block-on", "a request", ("text", "The first request like this never comes back.", null), text => text);

    public static Command Build(ProgramContext context)
    {
        var settings = new ServeCommand();
        var command = new Command("serve", "Run a calculator that is slow, or hangs.");
        command.Add(settings._id.Option);
        settings._network.AddTo(command);
        command.Add(settings._delay.Option);
        command.Add(settings._blockOn.Option);
        command.SetAction((parse, _) => settings.RunAsync(parse, context));
        return command;
    }

    private Task RunAsync(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        var options = new UnderstudyServerOptions
        {
            Id = binder.Read(_id) ?? throw new UsageException("--id is missing; give this server a number of its own."),
            Network = _network.Bind(binder),
            TimeProvider = context.Time,
        };
        binder.Check(options.Validate);
        var log = new EventLog(context);
        var handler = new SlowCalculator(binder.Read(_delay) ?? TimeSpan.Zero, binder.Read(_blockOn), log);
        return new LabServer(options, handler, log).RunAsync(context);
    }
}
