using Understudy.Simulation.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return new SimulationCommand(Console.Out, Console.Error, "artifacts/simulation").Run(args, stop.Token);
