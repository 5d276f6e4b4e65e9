using Microsoft.Extensions.Logging;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Diagnostics;

/// <summary>
/// Logs and counts what happens to a server's heartbeats, and passes changes on to those who subscribed.
/// </summary>
internal sealed class HeartbeatListener : IHeartbeatEvents
{
    private readonly UnderstudyServerOptions _options;
    private readonly ILogger _logger;
    private readonly ServerMeters _meters;
    private readonly Func<TimeSpan> _now;
    private readonly DropLog _drops;
    private readonly ChangeLog _changes;
    private readonly SaidOnce _rivals;
    private readonly SaidOnce _strangers;
    private readonly LineLimit _settingsLines = new();
    private readonly LineLimit _impersonations = new();
    private readonly LineLimit _rivalLines = new();
    private readonly LineLimit _idLines = new(burst: 16);
    private readonly Outage _sending = new();
    private bool _saidNoFreeId;

    /// <param name="options">How the server takes part.</param>
    /// <param name="logger">Takes the lines.</param>
    /// <param name="meters">Count.</param>
    /// <param name="now">The time.</param>
    public HeartbeatListener(
        UnderstudyServerOptions options, ILogger logger, ServerMeters meters, Func<TimeSpan> now)
    {
        _options = options;
        _logger = logger;
        _meters = meters;
        _now = now;
        _drops = new DropLog(logger, meters, GroupName.Heartbeat);
        _changes = new ChangeLog(logger);
        _rivals = new SaidOnce(options.Membership.Period * options.Membership.Countdown);
        _strangers = new SaidOnce(TimeSpan.FromMinutes(10));
    }

    public required Action<MemberChange> OnMemberChanged { get; init; }

    public required Action<RoleChange> OnRoleChanged { get; init; }

    public void Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
        => _drops.Dropped(sender, datagram.Length, status, now);

    public void Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
    {
        _meters.HeartbeatHeard();
        if (heard is Server.Heard.Impersonation && _impersonations.Allows(now, out Alike more))
            _logger.Impersonated(sender, more);
        if (heard is not Server.Heard.Rival
            || !_rivals.IsNew(sender, now)
            || !_rivalLines.Allows(now, out Alike alike))
        {
            return;
        }

        if (_options.Id is { } given)
            _logger.IdTaken(given, sender, alike);
        else
            _logger.ChosenIdTaken(id ?? 0, sender, alike);
    }

    public void SettingsDiffer(
        int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now)
    {
        if (_strangers.IsNew(sender, now) && _settingsLines.Allows(now, out Alike alike))
            _logger.SettingsDiffer(id, sender, SettingsDifference.Of(theirs, ours), alike);
    }

    public void Ticked(in HeartbeatDuty duty, int? idBefore)
    {
        if (duty.Lateness > TimeSpan.Zero)
            _logger.Paused(duty.Lateness.TotalSeconds);
        if (duty.HasNoFreeId && !_saidNoFreeId)
            _logger.NoFreeId(_options.Membership.MaxServers);
        _saidNoFreeId |= duty.HasNoFreeId;
        _changes.CatchUp(_now());
    }

    public void Speaks(HeartbeatOutput output)
    {
    }

    public void Sent(in SendResult result)
    {
        if (result.Problem is not { } problem)
        {
            _meters.HeartbeatSent();
            if (_sending.Ends())
                _logger.HeartbeatsResume();
            return;
        }

        _meters.SendFailure();
        if (_sending.Shows(_now(), out Alike alike))
            _logger.HeartbeatNotSent(problem, alike);
    }

    public void IdChanged(int? id)
    {
        _meters.Identify(id);
        _saidNoFreeId = false;
        if (id is { } chosen && _idLines.Allows(_now(), out Alike alike))
            _logger.IdChosen(chosen, alike);
    }

    public void MemberChanged(MemberChange change)
    {
        _changes.MemberChanged(change, _now());
        OnMemberChanged(change);
    }

    public void RoleChanged(RoleChange change)
    {
        _changes.RoleChanged(change, _now());
        OnRoleChanged(change);
    }
}
