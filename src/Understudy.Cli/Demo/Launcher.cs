using System.Collections.Concurrent;

namespace Understudy.Cli.Demo;

/// <summary>
/// Starts processes from one thread that lives as long as the demonstration. What a child asked to be told of its
/// parent's death, Linux tells it when the *thread* that started it ends, and those of the thread pool come and go.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private readonly BlockingCollection<Action> _starts = [];

    public Launcher() => new Thread(Run) { Name = "launcher", IsBackground = true }.Start();

    public Task<T> StartAsync<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (DemoException failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    public void Dispose() => _starts.CompleteAdding();

    private void Run()
    {
        foreach (Action start in _starts.GetConsumingEnumerable())
            start();
        _starts.Dispose();
    }
}
