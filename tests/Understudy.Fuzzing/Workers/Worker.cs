using System.Text.Json;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Running;
using Understudy.Fuzzing.Targets;

namespace Understudy.Fuzzing.Workers;

/// <summary>The inside of a worker process: reads a job, does it, and leaves the result beside it.</summary>
internal static class Worker
{
    public const string Command = "worker";

    /// <param name="file">The job, in JSON.</param>
    public static int Run(string file)
    {
        FuzzJob job = JsonSerializer.Deserialize<FuzzJob>(File.ReadAllText(file))!;
        FuzzTarget target = AllTargets.Create(job.Target);
        using var lastInput = new LastInput(WorkerFiles.LastInput(file), target.MaxLength);
        var loop = new FuzzLoop(job, target, lastInput);
        FuzzResult result = loop.Run(StartingCorpus.Read(job.Corpus, job.Target));
        File.WriteAllBytes(WorkerFiles.Edges(file), loop.Seen.Steps);
        File.WriteAllText(WorkerFiles.Result(file), JsonSerializer.Serialize(result));
        return 0;
    }
}
