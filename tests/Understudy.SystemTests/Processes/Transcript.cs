namespace Understudy.SystemTests.Processes;

/// <summary>The lines a process has printed, and a way to wait for one.</summary>
internal sealed class Transcript
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public string[] Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Add(string? line)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            if (line is null)
                _ended = true;
            else
                _lines.Add(line);
            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.SetResult();
    }

    /// <summary>
    /// Waits for a line, from line number <paramref name="from"/> on, that holds <paramref name="text"/>.
    /// </summary>
    public async Task<string> WaitForAsync(string text, int from = 0)
    {
        using var deadline = new CancellationTokenSource(ProgramProcess.Deadline);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                string? found = _lines.Skip(from).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
                if (found is not null)
                    return found;
                if (_ended)
                    throw new InvalidOperationException($"The process ended without saying '{text}'. It said:\n{this}");
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Nothing said '{text}' in time. It said:\n{this}");
            }
        }
    }

    public override string ToString() => string.Join('\n', Lines);
}
