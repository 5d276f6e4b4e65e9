namespace Understudy.Server;

/// <summary>
/// Tells whether a server hears the request group. Its heartbeats go by another one, so nobody else can tell. Each
/// period it sends itself, and all others, a check by the request group. It is deaf where nothing has come by that in a
/// period, neither that nor anything else; or nothing of others in two, while another has heard something in both.
/// </summary>
/// <remarks>
/// The second shows what its own check does not: its own datagrams reach a server that a switch, or another group,
/// cuts off from all others. The request thread says what it hears; all else is the heartbeat thread's.
/// </remarks>
internal sealed class HearingWatch
{
    /// <summary>
    /// In so many periods the checks of others have hardly been lost by chance. One's own hardly ever is.
    /// </summary>
    private const int Periods = 2;

    private readonly Teller[] _others = new Teller[MembershipOptions.HighestId + 1];
    private long _arrived;
    private long _returned;
    private long _arrivedBefore;
    private long _ofOthersBefore;
    private int _lonely;
    private int _checks;

    /// <summary>Any datagram has come by the request group. Called by the request thread.</summary>
    public void Arrived() => Volatile.Write(ref _arrived, _arrived + 1);

    /// <summary>It was read, and may be this server's own check. Called by the request thread.</summary>
    public bool IsOwnCheck(RequestJob job, Incarnation incarnation)
    {
        bool isOwn = job.IsCheck && incarnation.IsOrWas(job.Prober);
        if (isOwn)
            Returned();
        return isOwn;
    }

    /// <summary>It was this server's own check.</summary>
    public void Returned() => Volatile.Write(ref _returned, _returned + 1);

    /// <summary>Another server has told how much it has heard.</summary>
    public void Told(int id, ulong? incarnation, ulong heard)
    {
        ref Teller teller = ref _others[id];
        if (teller.Incarnation != incarnation)
            teller = new Teller { Incarnation = incarnation, Before = heard };
        teller.Heard = heard;
    }

    /// <summary>The server sends a check, and waits for it.</summary>
    public void Checks() => _checks++;

    /// <summary>The server stood still: what did not come to it meanwhile says nothing.</summary>
    public void Pauses()
    {
        _checks = 0;
        _lonely = 0;
    }

    /// <summary>A period is over.</summary>
    /// <param name="members">Those that count.</param>
    /// <returns>Whether the server is deaf.</returns>
    public bool Tick(ReadOnlySpan<byte> members)
    {
        long arrived = Volatile.Read(ref _arrived);
        long ofOthers = arrived - Volatile.Read(ref _returned);
        bool isSilent = arrived == _arrivedBefore && _checks > 0;
        _lonely = ofOthers <= _ofOthersBefore ? _lonely + 1 : 0;
        _arrivedBefore = arrived;
        _ofOthersBefore = ofOthers;
        _checks = 0;

        bool others = false;
        for (int id = 0; id < _others.Length; id++)
        {
            ref Teller teller = ref _others[id];
            teller.Grown = teller.Heard > teller.Before ? teller.Grown + 1 : 0;
            teller.Before = teller.Heard;
            others |= teller.Grown >= Periods && members.Contains((byte)id);
        }

        return isSilent || (_lonely >= Periods && others);
    }

    private struct Teller
    {
        public ulong? Incarnation;
        public ulong Heard;
        public ulong Before;

        /// <summary>In how many periods in a row it has heard something.</summary>
        public int Grown;
    }
}
