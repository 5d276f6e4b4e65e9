using System.Text;
using Understudy.Calculator;

namespace Understudy.Lab.Serving;

/// <summary>
/// The calculator, but it takes its time by keeping the thread that calls it, as a handler does that computes or
/// waits for a lock. One request may be such that it never comes back.
/// </summary>
internal sealed class SlowCalculator : IRequestHandler
{
    private readonly CalculatorHandler _calculator = new();
    private readonly TimeSpan _delay;
    private readonly byte[]? _blockOn;
    private readonly EventLog _log;
    private int _blocked;

    /// <param name="delay">How long each request takes.</param>
    /// <param name="blockOn">The request that hangs, the first time that it comes; null for none.</param>
    /// <param name="log">Told when that happens.</param>
    public SlowCalculator(TimeSpan delay, string? blockOn, EventLog log)
    {
        _delay = delay;
        _blockOn = blockOn is null ? null : Encoding.UTF8.GetBytes(blockOn);
        _log = log;
    }

    public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        bool isBlocking = _blockOn is not null && context.Payload.Span.SequenceEqual(_blockOn);
        if (isBlocking && Interlocked.Exchange(ref _blocked, 1) == 0)
        {
            _log.Write("blocked");
            cancellationToken.WaitHandle.WaitOne();
        }
        else if (_delay > TimeSpan.Zero)
        {
            cancellationToken.WaitHandle.WaitOne(_delay);
        }

        return _calculator.HandleAsync(context, cancellationToken);
    }

    public ValueTask WarmUpAsync(CancellationToken cancellationToken) => _calculator.WarmUpAsync(cancellationToken);
}
