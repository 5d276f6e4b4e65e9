using System.Diagnostics.CodeAnalysis;

namespace Understudy.Client;

/// <summary>
/// The requests that are to be repeated, and wait for a place in the window: first come, first repeated.
/// </summary>
internal sealed class RepeatQueue
{
    private readonly Queue<PendingRequest> _held = new();

    /// <summary>Those that were begun in a shortage. The others do not wait behind them.</summary>
    private readonly Queue<PendingRequest> _ofShortage = new();
    private readonly RepeatWindow _window;

    /// <param name="client">A number of this client's own.</param>
    public RepeatQueue(ulong client) => _window = new RepeatWindow(client);

    /// <summary>When to look again, unless an answer comes before; null where nothing waits.</summary>
    public TimeSpan? NextTry { get; private set; }

    /// <summary>The rank limit up to which repeats have found nobody.</summary>
    public int Searched => _window.Searched;

    /// <summary>A first attempt is made.</summary>
    public void Begun(int inFlight, TimeSpan now) => _window.Begun(inFlight, now);

    /// <summary>A reply has come, be it the first to its request or not.</summary>
    public void Heard(bool isBusy, PendingRequest? request, int inFlight, TimeSpan now)
        => _window.Heard(isBusy, request, inFlight, now);

    /// <summary>The wait after the last attempt of a request is over.</summary>
    public void Add(PendingRequest request, TimeSpan now)
    {
        _window.Expired(request, now);
        (_window.IsOfShortage(request) ? _ofShortage : _held).Enqueue(request);
    }

    /// <summary>A request is over.</summary>
    public void Forget(PendingRequest request) => _window.GiveBack(request);

    /// <summary>Places may have become free without an answer: whatever waits for one is due at once.</summary>
    public void LookAgain() => NextTry = NextTry is null ? null : TimeSpan.Zero;

    /// <summary>Takes the next request that may be repeated now.</summary>
    public bool TryTake(TimeSpan now, [NotNullWhen(true)] out PendingRequest? request)
    {
        NextTry = null;
        return TryTake(_held, now, out request) || TryTake(_ofShortage, now, out request);
    }

    private bool TryTake(Queue<PendingRequest> held, TimeSpan now, [NotNullWhen(true)] out PendingRequest? request)
    {
        while (held.TryPeek(out request))
        {
            if (!request.IsDone && !_window.TryTake(request, now))
            {
                NextTry = NextTry < _window.NextTry ? NextTry : _window.NextTry;
                return false;
            }

            held.Dequeue();
            if (!request.IsDone)
                return true;
        }

        return false;
    }
}
