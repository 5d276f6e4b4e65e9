namespace Understudy.Membership;

/// <summary>
/// Another server with this server's id. Two that answer for one id break the promise of one answer, so one of them
/// stands aside until the other has gone.
/// </summary>
/// <remarks>
/// The one that starts later hears the other while it still listens, and stands aside. Of two that already run when
/// they first hear each other (a cable was put back), the dialect says which one stays. Where neither yields, because
/// the other knows nothing of the rule or both started within the time a datagram takes, the dialect says it again.
/// </remarks>
internal sealed class Rival
{
    private readonly MembershipOptions _options;
    private int _countdown;
    private int _ticksSideBySide;
    private bool _comesFirst;
    private bool _staysInTheEnd;

    public Rival(MembershipOptions options) => _options = options;

    /// <summary>Whether it is there, and this server is the one to stand aside.</summary>
    public bool Prevails => IsThere && (_comesFirst || (_staysInTheEnd && _ticksSideBySide > _options.Countdown));

    private bool IsThere => _options.IsEligibleAt(_countdown);

    /// <summary>A heartbeat of it was heard.</summary>
    /// <param name="comesFirst">Whether it is the one to stay.</param>
    /// <param name="staysInTheEnd">Whether it is, if both have held themselves for that one for some time.</param>
    public void Hear(bool comesFirst, bool staysInTheEnd)
    {
        _countdown = _options.Countdown;
        _comesFirst |= comesFirst;
        _staysInTheEnd = staysInTheEnd;
    }

    public void Tick()
    {
        _countdown = Math.Max(0, _countdown - 1);
        _comesFirst &= IsThere;
        _ticksSideBySide = IsThere ? _ticksSideBySide + 1 : 0;
    }
}
