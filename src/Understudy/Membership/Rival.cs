namespace Understudy.Membership;

/// <summary>
/// Another server with this server's id. Two that answer for one id break the promise of one answer, so one of them
/// stands aside until the other has gone.
/// </summary>
/// <remarks>
/// The one that starts later hears the other while it still listens, and stands aside. Of two that already run when
/// they first hear each other (a cable was put back), the one whose address comes first stays; both reckon that alike.
/// A program that knows nothing of the rule never yields, and so is yielded to once it has had the time to.
/// </remarks>
internal sealed class Rival
{
    private readonly MembershipOptions _options;
    private int _countdown;
    private int _ticksSideBySide;
    private bool _comesFirst;

    public Rival(MembershipOptions options) => _options = options;

    /// <summary>Whether it is there, and this server is the one to stand aside.</summary>
    public bool Prevails => IsThere && (_comesFirst || _ticksSideBySide > _options.Countdown);

    private bool IsThere => _options.IsEligibleAt(_countdown);

    /// <summary>A heartbeat of it was heard.</summary>
    public void Hear(bool comesFirst)
    {
        _countdown = _options.Countdown;
        _comesFirst |= comesFirst;
    }

    public void Tick()
    {
        _countdown = Math.Max(0, _countdown - 1);
        _comesFirst &= IsThere;
        _ticksSideBySide = IsThere ? _ticksSideBySide + 1 : 0;
    }
}
