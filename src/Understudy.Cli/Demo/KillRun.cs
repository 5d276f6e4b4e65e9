using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;
using Understudy.Cli.Rendering;

namespace Understudy.Cli.Demo;

/// <summary>
/// Asks steadily, kills the server that answers again and again, and tells how long each time nobody answered, and
/// whether a request was lost.
/// </summary>
internal sealed class KillRun
{
    /// <summary>It is what a takeover is told too long by, at the most.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(5);

    private readonly DemoOptions _options;
    private readonly ChildCluster _cluster;
    private readonly RemoteCalculator _calculator;
    private readonly ProgramContext _context;
    private readonly TakeoverLog _takeovers;
    private readonly long _start;
    private int _asked;
    private int _answered;
    private int _wrong;
    private int _lost;

    public KillRun(DemoOptions options, ChildCluster cluster, RemoteCalculator calculator, ProgramContext context)
    {
        _options = options;
        _cluster = cluster;
        _calculator = calculator;
        _context = context;
        _takeovers = new TakeoverLog(context.Time);
        _start = context.Time.GetTimestamp();
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan duration = _options.Duration!.Value;
        using var over = new CancellationTokenSource(duration, _context.Time);
        using CancellationTokenSource ending =
            CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        _context.Error.WriteLine($"Asking 200 times a second for {Duration.Format(duration)}; Ctrl-C ends it.");
        Task killing = KillAllAlongAsync(ending.Token);
        List<Task> requests = [];
        using var timer = new PeriodicTimer(AskEvery, _context.Time);
        while (await NextAsync(timer, ending.Token).ConfigureAwait(false))
        {
            requests.RemoveAll(one => one.IsCompletedSuccessfully);
            requests.Add(AskAsync(++_asked, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
        await killing.ConfigureAwait(false);
        // Every request has its full timeout, the last ones too.
        await Task.WhenAll(requests).ConfigureAwait(false);
        return Report();
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ending)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync(int number, CancellationToken cancellationToken)
    {
        Answer answer = await _calculator.AskAsync($"{number}+1", cancellationToken).ConfigureAwait(false);
        if (answer.Error is { IsOfNetwork: true })
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        Interlocked.Increment(ref answer.Result == $"{number + 1}" ? ref _answered : ref _wrong);
        if (answer.Server is { } id && _cluster.Find(id) is { } server)
            _takeovers.Answered(server.Id);
    }

    private async Task KillAllAlongAsync(CancellationToken ending)
    {
        if (_options.KillEvery is not { } interval)
            return;
        try
        {
            // A takeover that lasts longer than the interval is waited for: the next kill comes right after it.
            using var timer = new PeriodicTimer(interval, _context.Time);
            while (await timer.WaitForNextTickAsync(ending).ConfigureAwait(false))
            {
                // A kill at the very end would have nobody asking after it.
                if (_context.Time.GetElapsedTime(_start) > _options.Duration!.Value - (interval / 2))
                    break;
                if (_takeovers.LastToAnswer is not { } lead
                    || _cluster.Find(lead) is not { State: ChildState.Running } server)
                {
                    continue;
                }

                Task<KillLine> answered = _takeovers.KillingAsync(lead, ending);
                await server.KillAsync().ConfigureAwait(false);
                KillLine takeover = await answered.ConfigureAwait(false);
                _context.Error.WriteLine(
                    $"killed server {lead}; server {takeover.AnsweredBy} answered "
                    + $"{takeover.FirstAnswerMilliseconds:0} ms later");
                await _cluster.StartAsync(lead, ending).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private int Report()
    {
        var report = new DemoReport(_options.Servers, _asked, _answered, _wrong, _lost, _takeovers.Kills);
        if (_options.IsJson)
            _context.Output.WriteLine(report.ToJson());
        else
            report.WriteTo(PlainConsole.On(_context.Output, hasColour: false, _context.Width()));
        return _lost + _wrong == 0 ? ExitCode.Ok : ExitCode.Failure;
    }
}
