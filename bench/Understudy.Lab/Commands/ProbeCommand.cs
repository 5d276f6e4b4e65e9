using System.CommandLine;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;
using Understudy.Lab.Probing;

namespace Understudy.Lab.Commands;

/// <summary><c>probe</c></summary>
internal sealed class ProbeCommand
{
    private const int DefaultRate = 50;
    private const int MaxRate = 1000;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(3);

    private readonly NetworkSettings _network = new(ofServer: false);

    private readonly Setting<int?> _rate = Setting.Number(
        "--rate", ($"Requests sent each second; {DefaultRate}.", null), range: (1, MaxRate));

    private readonly Setting<TimeSpan?> _duration = Setting.Duration(
        "--duration",
        ("How long to send; 3s.", null),
        range: (TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)));

    public static Command Build(ProgramContext context)
    {
        var settings = new ProbeCommand();
        var command = new Command(
            "probe", "Send each request once, for rank 0 alone, and count the answers that it gets.");
        settings._network.AddTo(command);
        command.Add(settings._rate.Option);
        command.Add(settings._duration.Option);
        command.SetAction(parse => settings.Run(parse, context));
        return command;
    }

    private int Run(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        var options = new UnderstudyClientOptions { Network = _network.Bind(binder), TimeProvider = context.Time };
        binder.Check(options.Validate);
        var probe = new ProbeRun(options, binder.Read(_rate) ?? DefaultRate, binder.Read(_duration) ?? DefaultDuration);
        context.Output.WriteLine(probe.Run().ToJson());
        return ExitCode.Ok;
    }
}
