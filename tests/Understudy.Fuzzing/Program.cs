using Understudy.Fuzzing;
using Understudy.Fuzzing.Workers;

// The second way is how this program starts its own workers, out of an instrumented copy of itself.
return args is [Worker.Command, var job]
    ? Worker.Run(job)
    : await FuzzCommand.RunAsync(args, Console.Out, Console.Error);
