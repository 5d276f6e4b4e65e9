using System.CommandLine;
using Understudy.Cli.Commands;
using Understudy.Cli.Hosting;
using Understudy.Lab.Network;

namespace Understudy.Lab.Commands;

/// <summary><c>hub PORT...</c></summary>
internal static class HubCommand
{
    private const int LeastPorts = 2;
    private const int MostPorts = 64;

    public static Command Build(ProgramContext context)
    {
        var ports = new Argument<string[]>("port")
        {
            Description = "The hub's end of each cable; the first is port 1.",
            Arity = new ArgumentArity(LeastPorts, MostPorts),
        };
        Setting<int?> seed = Setting.Number(
            "--seed", ("Makes the random draws repeatable; 1.", null), range: (0, int.MaxValue));
        var command = new Command(
            "hub", $"Connect network interfaces. Takes orders on standard input: {PortOrder.Expected}.");
        command.Add(ports);
        command.Add(seed.Option);
        command.SetAction(parse =>
        {
            int chosen = new Binder(parse, context.Environment).Read(seed) ?? 1;
            return new HubRun(parse.GetValue(ports)!, chosen, context).Run();
        });
        return command;
    }
}
