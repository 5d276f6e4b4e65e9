using Understudy.Cli.Rendering;

namespace Understudy.Cli.Demo;

/// <summary>Measures from each kill to the first answer of another server. Safe on any thread.</summary>
internal sealed class TakeoverLog(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<KillLine> _kills = [];
    private readonly Lock _guard = new();
    private TaskCompletionSource<KillLine>? _waiting;

    /// <summary>The server that gave the latest answer: the one to kill.</summary>
    public int? LastToAnswer { get; private set; }

    public IReadOnlyList<KillLine> Kills
    {
        get
        {
            lock (_guard)
                return [.. _kills];
        }
    }

    /// <summary>Notes a kill that has just taken effect, and waits for the next server to answer.</summary>
    public async Task<KillLine> KilledAsync(int server, CancellationToken cancellationToken)
    {
        Task<KillLine> answered;
        lock (_guard)
        {
            _kills.Add(new KillLine(server, SinceStart(), FirstAnswerMilliseconds: null, AnsweredBy: null));
            _waiting = new TaskCompletionSource<KillLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            answered = _waiting.Task;
        }

        return await answered.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Answered(int server)
    {
        lock (_guard)
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

    private double SinceStart() => Math.Round(time.GetElapsedTime(_start).TotalMilliseconds, 1);
}
