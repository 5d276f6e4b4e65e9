namespace Understudy.Membership;

/// <summary>
/// Another server with this server's id. Two that answer for one id break the promise of one answer, so one of them
/// stands aside until the other has gone.
/// </summary>
/// <remarks>
/// The one that starts later hears the other while it still listens, and stands aside. If both already run when they
/// first hear each other (a cable was put back), recognition says which one stays. If neither yields, because the other
/// does not know the rule or both started at the same time, a second rule decides after some time.
/// </remarks>
internal sealed class Rival
{
    private readonly MembershipOptions _options;
    private int _countdown;
    private int _ticksSideBySide;
    private bool _isHeard;
    private bool _comesFirst;
    private bool _staysInTheEnd;

    public Rival(MembershipOptions options) => _options = options;

    /// <summary>Whether it is there, and this server must stand aside.</summary>
    public bool Prevails => IsThere && _comesFirst;

    private bool IsThere => _options.IsEligibleAt(_countdown);

    /// <summary>Why it is not to be counted on, if it says so.</summary>
    public NotServingReason NotServing { get; private set; }

    /// <summary>A heartbeat of it was heard.</summary>
    /// <param name="comesFirst">Whether it is the one to stay.</param>
    /// <param name="staysInTheEnd">Whether it is the one to stay if neither has yielded for some time.</param>
    /// <param name="why">Why it is not to be counted on, if it says so.</param>
    public void Hear(bool comesFirst, bool staysInTheEnd, NotServingReason why = NotServingReason.None)
    {
        NotServing = why;
        _countdown = _options.Countdown;
        _comesFirst |= comesFirst;
        _staysInTheEnd = staysInTheEnd;
        _isHeard = true;
    }

    public void Tick()
    {
        _countdown = Math.Max(0, _countdown - 1);
        _comesFirst &= IsThere;

        // One that has fallen silent may have yielded; the time with it says nothing about the next one.
        _ticksSideBySide = _isHeard ? _ticksSideBySide + 1 : 0;
        _isHeard = false;
        _comesFirst |= _staysInTheEnd && _ticksSideBySide > _options.Countdown;
    }
}
