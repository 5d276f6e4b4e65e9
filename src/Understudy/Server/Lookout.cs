namespace Understudy.Server;

/// <summary>
/// When the request thread looks what waits in the transport. From then on it is known how long each request has
/// waited, and whose turn it is; in the transport it is first come, first served, and what finds no room is lost,
/// whoever sent it.
/// </summary>
internal sealed class Lookout
{
    /// <summary>
    /// So many datagrams are collected at once at the most: what comes meanwhile must not put off the rest.
    /// </summary>
    private const int Longest = 1024;

    private readonly TimeSpan _longWork;
    private readonly int _manyCalls;
    private TimeSpan _began;
    private TimeSpan _lastCall;
    private TimeSpan _worked;
    private int _calls;
    private int _toCollect;

    /// <param name="longWork">When handlers have kept the request thread for so long in sum.</param>
    /// <param name="manyCalls">When there were so many calls, however short.</param>
    public Lookout(TimeSpan longWork, int manyCalls)
    {
        _longWork = longWork;
        _manyCalls = manyCalls;
    }

    /// <summary>Whether what waits is to be collected first.</summary>
    public bool IsCollecting => _toCollect > 0;

    /// <summary>
    /// The time that handlers have had in sum. Of two calls in a row the shorter one counts: the other may have waited
    /// for a core.
    /// </summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>A handler is called.</summary>
    public void Called(TimeSpan now) => _began = now;

    /// <summary>The handler has given the request thread back.</summary>
    /// <returns>For how long it had it.</returns>
    public TimeSpan Returned(TimeSpan now)
    {
        TimeSpan call = now - _began;
        Spent += call < _lastCall ? call : _lastCall;
        _lastCall = call;
        _worked += call;
        _calls++;
        if (_worked < _longWork && _calls < _manyCalls)
            return call;

        _worked = TimeSpan.Zero;
        _calls = 0;
        _toCollect = Longest;
        return call;
    }

    /// <summary>A datagram was collected.</summary>
    public void Collected() => _toCollect--;

    /// <summary>Nothing waits in the transport.</summary>
    public void NothingWaits() => _toCollect = 0;
}
