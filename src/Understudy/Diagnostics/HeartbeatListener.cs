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
    private readonly DropReporter _reporter = new();
    private string? _problem;
    private bool _saidNoFreeId;

    public HeartbeatListener(UnderstudyServerOptions options, ILogger logger, ServerMeters meters)
    {
        _options = options;
        _logger = logger;
        _meters = meters;
    }

    public required Action<MemberChange> OnMemberChanged { get; init; }

    public required Action<RoleChange> OnRoleChanged { get; init; }

    public void Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now)
    {
        _meters.Drop(GroupName.Heartbeat, status);
        if (_reporter.ShouldReport(sender, now))
            _logger.Dropped(sender, datagram.Length, GroupName.Heartbeat, status);
    }

    public void Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now)
    {
        _meters.HeartbeatHeard();
        if (heard is not Server.Heard.Rival || !_reporter.ShouldReport(sender, now))
            return;
        if (_options.Id is { } given)
            _logger.IdTaken(given, sender);
        else
            _logger.ChosenIdTaken(id ?? 0, sender);
    }

    public void Ticked(in HeartbeatDuty duty, int? idBefore)
    {
        if (duty.Lateness > TimeSpan.Zero)
            _logger.Paused(duty.Lateness.TotalSeconds);
        if (duty.HasNoFreeId && !_saidNoFreeId)
            _logger.NoFreeId(_options.Membership.MaxServers);
        _saidNoFreeId |= duty.HasNoFreeId;
    }

    public void Speaks(HeartbeatOutput output)
    {
    }

    public void Sent(in SendResult result)
    {
        if (result.IsSent)
            _meters.HeartbeatSent();
        else
            _meters.SendFailure();
        if (result.Problem == _problem)
            return;

        _problem = result.Problem;
        if (_problem is null)
            _logger.HeartbeatsResume();
        else
            _logger.HeartbeatNotSent(_problem);
    }

    public void IdChanged(int? id)
    {
        _meters.Identify(id);
        if (id is { } chosen)
            _logger.IdChosen(chosen);
    }

    public void MemberChanged(MemberChange change)
    {
        _logger.MemberChanged(
            change.Id, Sentences.Of(change.From), Sentences.Of(change.To), Sentences.Of(change.Reason));
        Raise(OnMemberChanged, change);
    }

    public void RoleChanged(RoleChange change)
    {
        LogLevel level = change.To is ServerRole.Lead or ServerRole.Understudy or ServerRole.Joining
            ? LogLevel.Information
            : LogLevel.Warning;
        if (_logger.IsEnabled(level))
            _logger.RoleChanged(level, Sentences.Of(change), change.To, change.LeadId);
        Raise(OnRoleChanged, change);
    }

    private void Raise<T>(Action<T> subscribers, T change)
    {
        try
        {
            subscribers(change);
        }
        catch (Exception error)
        {
            _logger.SubscriberFailed(error);
        }
    }
}
