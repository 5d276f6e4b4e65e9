using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// How many repeats a client has outstanding at once, for all its requests together. Repeats are the cure for silence,
/// and what keeps servers from ever catching up. So the window grows with every answer, and is halved by a round of
/// repeats after which nothing at all was heard.
/// </summary>
/// <remarks>
/// <para>
/// It is the congestion window of TCP (RFC 5681), for repeats alone. A repeat is outstanding until its request is over,
/// or its wait. Losses do not make the window smaller, since in a network that loses much only repeats help.
/// </para>
/// <para>
/// Even one repeat at a time is too much from each of hundreds of clients, where servers are short of time, and for
/// nothing, where none is left. There an allowance stands in for the window: a fixed share of the first attempts may be
/// repeated, and a little with time; more where nobody is heard, so that whoever comes back is found within a second.
/// Servers say that they are short of time by <em>busy</em>, as routers do by ECN (RFC 3168).
/// </para>
/// </remarks>
internal sealed class RepeatWindow
{
    /// <summary>The size before anything was heard.</summary>
    public const double Initial = 2;

    /// <summary>What it grows to even without need.</summary>
    public const double Small = 4;

    /// <summary>What a first attempt adds to the allowance: one repeat for twenty.</summary>
    public const double PerAttempt = 0.05;

    /// <summary>The most that is saved up.</summary>
    public const double MostAllowance = 1;

    /// <summary>
    /// What a first attempt adds to the reserve, from which is repeated what a shortage has turned away. Together with
    /// <see cref="PerAttempt"/> it is less than a seventh of all that is sent.
    /// </summary>
    public const double PerAttemptSaved = 0.1;

    /// <summary>
    /// What the answer to a first attempt adds to the reserve after a shortage: servers have time for what is new, and
    /// more for what they turned away. An answer to a repeat adds nothing: else each would pay for the next.
    /// </summary>
    public const double PerAnswer = 0.4;

    /// <summary>The most that is kept in reserve.</summary>
    public const double MostReserve = 512;

    /// <summary>What a second adds while servers say that they are short of time.</summary>
    public const double PerBusySecond = 0.05;

    /// <summary>What a second adds while answers are slow, and no server says why.</summary>
    public const double PerSlowSecond = 0.15;

    /// <summary>
    /// What a second adds while nobody is heard. Each client's is up to a third more, drawn by its number.
    /// </summary>
    public const double PerSilentSecond = 1;

    /// <summary>What it is never made smaller than.</summary>
    public const double Least = 1;

    /// <summary>What is added up may fall short of what was reckoned; then there is a next try, later.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// No answer for so long is silence. In less, where the network loses much, or few of the servers hear, there may
    /// be none by chance.
    /// </summary>
    private static readonly TimeSpan Silence = Timings.LongestWait;

    /// <summary>Servers that were heard so lately are there.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly BusyShare _busy = new();
    private readonly BusyShare _slow = new(othersToForget: 2);
    private readonly double _perSilentSecond;
    private double _window = Initial;
    private double _allowance = MostAllowance;
    private TimeSpan _allowanceAt;
    private double _reserve;
    private int _outstanding;

    /// <summary>What was begun in a shortage and is repeated from the reserve: one at a time.</summary>
    private PendingRequest? _fromReserve;
    private TimeSpan? _heardAt;
    private TimeSpan _roundBegan;
    private TimeSpan _busyUntil = TimeSpan.MinValue;

    /// <summary>
    /// After a silence, until when repeats are held back: the answers to others may come right behind the first. Where
    /// it came at once after its last attempt, it is that attempt which has found somebody, and nothing is to be waited
    /// for.
    /// </summary>
    private TimeSpan _resumesAt;

    /// <param name="client">A number of this client's own, so that not all repeat at one time.</param>
    public RepeatWindow(ulong client) => _perSilentSecond = PerSilentSecond * (1 + (client % 1000 / 3000.0));

    /// <summary>When a repeat that was held back may be tried again, unless an answer comes before.</summary>
    public TimeSpan NextTry { get; private set; }

    /// <summary>
    /// The rank limit up to which repeats have found nobody since a server was heard. Who is left stands behind it.
    /// Where there are few repeats to be had, the next is for everybody.
    /// </summary>
    public int Searched { get; private set; }

    /// <summary>A first attempt is made.</summary>
    /// <param name="inFlight">How many requests wait, this one included.</param>
    /// <param name="now">The time.</param>
    public void Begun(int inFlight, TimeSpan now)
    {
        _allowance = Math.Min(MostAllowance, _allowance + PerAttempt);
        _reserve = Math.Min(MostReserve, _reserve + PerAttemptSaved);

        // What made it small is long over, and nobody has asked since (as in RFC 5681, section 4.1).
        if (inFlight == 1 && !IsShort(now))
            _window = Math.Max(_window, Initial);
    }

    /// <summary>A reply has come, be it the first to its request or not.</summary>
    /// <param name="isBusy">Whether the server says that it is.</param>
    /// <param name="request">Its request; null where that is over.</param>
    /// <param name="inFlight">How many requests wait. More need not be outstanding.</param>
    /// <param name="now">The time.</param>
    public void Heard(bool isBusy, PendingRequest? request, int inFlight, TimeSpan now)
    {
        Accrue(now);
        TimeSpan taken = request is null ? TimeSpan.Zero : now - request.LastSentAt;
        if (IsInVain)
            _resumesAt = now + (taken < Silence ? taken : Silence);
        _heardAt = now;
        Searched = 0;
        _busy.Heard(isBusy, now);

        // An answer to the only attempt that takes so long has waited where its server could not see it.
        _slow.Heard(request is { Attempts: 1 } && taken > Timings.LongestWait, now);
        if (isBusy && _busy.IsExceeded(now))
            _busyUntil = now;
        double most = Math.Clamp(inFlight, Small, FirstAttempts.Most);
        _window = IsShort(now) ? Least : Math.Min(most, _window + 1);
        if (!IsShort(now) && request is { Attempts: 1 } && now < _busyUntil + Timings.UsualTimeout)
            _reserve = Math.Min(MostReserve, _reserve + PerAnswer);
    }

    /// <summary>
    /// Whether a request was begun while servers said that they are busy. Its repeats cost something to its end:
    /// all that an overload turned away would else be the next one, when the load has fallen.
    /// </summary>
    public bool IsOfShortage(PendingRequest request) => request.Started <= _busyUntil;

    /// <summary>Takes a place in the window, or what stands in for it.</summary>
    /// <returns>Whether there was one; else it must wait for an answer, or until <see cref="NextTry"/>.</returns>
    public bool TryTake(PendingRequest request, TimeSpan now)
    {
        if (!MayRepeat(request, now))
            return false;

        _outstanding++;
        request.HasPlace = true;
        request.RepeatedAt = now;
        return true;
    }

    /// <summary>A request is over, or the wait after its last attempt is.</summary>
    public void GiveBack(PendingRequest request)
    {
        if (!request.HasPlace)
            return;

        request.HasPlace = false;
        _outstanding--;
        if (_fromReserve == request)
            _fromReserve = null;
    }

    /// <summary>
    /// The wait after an attempt is over. Where it was a repeat, and nothing was heard for long, so is a round of them.
    /// </summary>
    public void Expired(PendingRequest request, TimeSpan now)
    {
        bool wasRepeat = request.HasPlace;
        GiveBack(request);
        if (!wasRepeat || _heardAt >= request.RepeatedAt || now - Later(_heardAt, request.Started) < Silence)
            return;

        Accrue(now);
        Searched = Math.Max(Searched, request.RankLimit);
        if (request.RepeatedAt < _roundBegan)
            return;
        _roundBegan = now;
        _window = Math.Max(Least, _window / 2);
        if (IsInVain)
            Searched = RequestFrame.Everybody;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan? one, TimeSpan other) => one > other ? one.Value : other;

    /// <summary>Whether servers are short of time, or nobody is heard at all.</summary>
    private bool IsThrottled(TimeSpan now) => IsShort(now) || IsInVain;

    private bool IsShort(TimeSpan now) => _busy.IsExceeded(now) || _slow.IsExceeded(now);

    private bool IsInVain => _window <= Least;

    private bool MayRepeat(PendingRequest request, TimeSpan now)
    {
        if (IsOfShortage(request))
            return TrySpendReserve(request, now) || TrySpend(now);
        return IsThrottled(now) ? TrySpend(now) : HasPlace(now);
    }

    private bool HasPlace(TimeSpan now)
    {
        NextTry = now < _resumesAt ? _resumesAt : TimeSpan.MaxValue;
        return now >= _resumesAt && _outstanding < (int)_window;
    }

    /// <summary>
    /// When servers are no longer short of time, they have some for what they turned away. Each answer lets the next
    /// repeat go, so that what is new waits behind one of them at the most.
    /// </summary>
    private bool TrySpendReserve(PendingRequest request, TimeSpan now)
    {
        if (IsShort(now) || now - _heardAt >= Lately || _fromReserve is not null || _reserve < 1)
            return false;

        _reserve--;
        _fromReserve = request;
        return true;
    }

    private bool TrySpend(TimeSpan now)
    {
        Accrue(now);
        if (_allowance < 1)
        {
            TimeSpan enough = now + Shortest + TimeSpan.FromSeconds((1 - _allowance) / PerSecondAt(now));
            NextTry = Earlier(enough, WhenRateChanges(now));
            return false;
        }

        _allowance--;
        return true;
    }

    private double PerSecondAt(TimeSpan now)
        => _busy.IsExceeded(now) ? PerBusySecond : _slow.IsExceeded(now) ? PerSlowSecond : _perSilentSecond;

    /// <summary>A shortage is over by itself, and then there is more to be had.</summary>
    private TimeSpan WhenRateChanges(TimeSpan now)
        => _busy.IsExceeded(now) ? _busy.Until : _slow.IsExceeded(now) ? _slow.Until : TimeSpan.MaxValue;

    private void Accrue(TimeSpan now)
    {
        _allowance = Math.Min(MostAllowance, _allowance + ((now - _allowanceAt).TotalSeconds * PerSecondAt(now)));
        _allowanceAt = now;
    }
}
