using Understudy.Cli.Rendering;

namespace Understudy.Cli.Demo;

/// <summary>Measures from each kill to the first answer of another server. Safe on any thread.</summary>
internal sealed class TakeoverLog
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly List<KillLine> _kills = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource<KillLine>? _waiting;

    public TakeoverLog(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>The server that gave the latest answer: the one to kill.</summary>
    public int? LastToAnswer { get; private set; }

    public IReadOnlyList<KillLine> Kills
    {
        get
        {
            lock (_gate)
                return [.. _kills];
        }
    }

    /// <summary>Notes a kill that comes right now, and waits for the next server to answer.</summary>
    public async Task<KillLine> KillingAsync(int server, CancellationToken cancellationToken)
    {
        Task<KillLine> answered;
        lock (_gate)
        {
            _kills.Add(new KillLine(server, SinceStart(), FirstAnswerMilliseconds: null, AnsweredBy: null));
            _waiting = new TaskCompletionSource<KillLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            answered = _waiting.Task;
        }

        return await answered.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Answered(int server)
    {
        lock (_gate)
        {
            // An answer of the dead was on its way already.
            if (_waiting is not null && _kills[^1].Server == server)
                return;
            LastToAnswer = server;
            if (_waiting is null)
                return;
            KillLine kill = _kills[^1];
            _kills[^1] = kill with
            {
                FirstAnswerMilliseconds = Math.Round(SinceStart() - kill.AtMilliseconds, 1),
                AnsweredBy = server,
            };
            _waiting.SetResult(_kills[^1]);
            _waiting = null;
        }
    }

    private double SinceStart() => Math.Round(_time.GetElapsedTime(_start).TotalMilliseconds, 1);
}
