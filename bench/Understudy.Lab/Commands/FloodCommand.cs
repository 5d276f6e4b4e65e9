using System.CommandLine;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;
using Understudy.Lab.Flooding;

namespace Understudy.Lab.Commands;

/// <summary><c>flood</c></summary>
internal sealed class FloodCommand
{
    private const int DefaultRate = 200_000;
    private const int MaxRate = 2_000_000;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(4);

    private readonly NetworkSettings _network = new(ofServer: false);

    private readonly Setting<int?> _rate = Setting.Number(
        "--rate", ($"Datagrams sent each second; {DefaultRate}.", null), range: (1, MaxRate));

    private readonly Setting<TimeSpan?> _duration = Setting.Duration(
        "--duration", ("How long to send; 4s.", null), range: (TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)));

    private readonly Setting<int?> _seed = Setting.Number(
        "--seed", ("Makes the junk repeatable; 1.", null), range: (0, int.MaxValue));

    public static Command Build(ProgramContext context)
    {
        var settings = new FloodCommand();
        var command = new Command(
            "flood", "Send junk to a group, and tell how much of it the machine managed to send.");
        settings._network.AddTo(command);
        command.Add(settings._rate.Option);
        command.Add(settings._duration.Option);
        command.Add(settings._seed.Option);
        command.SetAction(parse => settings.Run(parse, context));
        return command;
    }

    private int Run(ParseResult parse, ProgramContext context)
    {
        var binder = new Binder(parse, context.Environment);
        NetworkOptions network = _network.Bind(binder);
        binder.Check(network.Validate);
        int rate = binder.Read(_rate) ?? DefaultRate;
        var flood = new FloodRun(network, rate, binder.Read(_duration) ?? DefaultDuration, context.Time);
        context.Output.WriteLine(flood.Run(new Random(binder.Read(_seed) ?? 1)).ToJson());
        return ExitCode.Ok;
    }
}
