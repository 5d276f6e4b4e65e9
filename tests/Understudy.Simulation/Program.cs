using Understudy.Simulation.Running;

return CommandLine.Run(args);
