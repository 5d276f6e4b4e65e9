using System.Diagnostics;
using System.Text.Json;
using Understudy.Fuzzing.Coverage;
using Understudy.Fuzzing.Running;

namespace Understudy.Fuzzing.Workers;

/// <summary>
/// One worker, seen from outside. A process, since a stack that overflows takes all of it along, and a loop without end
/// can only be ended that way; and since the footprints of <see cref="Trace"/> are those of one thread.
/// </summary>
internal sealed class WorkerProcess
{
    /// <summary>
    /// How long an input may keep a worker before it is ended; far beyond what the busiest machine takes.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A leak ends in an exception, and not with the machine out of memory.</summary>
    private const string MaxHeap = "0x20000000";

    private readonly InstrumentedCopy _copy;
    private readonly FuzzJob _job;
    private readonly string _file;

    public WorkerProcess(InstrumentedCopy copy, FuzzJob job)
    {
        _copy = copy;
        _job = job;
        _file = copy.Scratch($"{job.Target}-{job.Part}.job");
    }

    public async Task<FuzzResult> RunAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_file, JsonSerializer.Serialize(_job), cancellationToken);
        var start =
            new ProcessStartInfo("dotnet", [_copy.Program, Worker.Command, _file]) { RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = MaxHeap;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        bool stuck;
        try
        {
            stuck = await IsStuckAsync(process, cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        if (!stuck && process.ExitCode == 0)
        {
            string result = await File.ReadAllTextAsync(WorkerFiles.Result(_file), cancellationToken);
            return JsonSerializer.Deserialize<FuzzResult>(result)!;
        }

        (long count, string input) = LastInput.Read(WorkerFiles.LastInput(_file));
        string what = stuck ? $"no end within {Patience.TotalSeconds:0} s" : $"the process died: {await error}";
        return new FuzzResult { Inputs = count, Failure = new Failure(what, input) };
    }

    /// <summary>Adds the edges that it has seen, if it lived to tell.</summary>
    public void MergeInto(SeenEdges edges)
    {
        if (File.Exists(WorkerFiles.Edges(_file)))
            edges.Merge(File.ReadAllBytes(WorkerFiles.Edges(_file)));
    }

    /// <summary>Waits for its end, or for an input that keeps it too long.</summary>
    private async Task<bool> IsStuckAsync(Process process, CancellationToken cancellationToken)
    {
        Task exit = process.WaitForExitAsync(cancellationToken);
        long before = -1;
        while (true)
        {
            try
            {
                await exit.WaitAsync(Patience, cancellationToken);
                return false;
            }
            catch (TimeoutException)
            {
                (long count, _) = LastInput.Read(WorkerFiles.LastInput(_file));
                if (count == before)
                    return true;
                before = count;
            }
        }
    }
}
