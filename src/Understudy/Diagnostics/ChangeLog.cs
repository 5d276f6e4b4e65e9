using Microsoft.Extensions.Logging;

namespace Understudy.Diagnostics;

/// <summary>
/// Says how the members and the role change. What is as it should be is information; that a member is lost, that this
/// server stands in for one that was lost, or that it cannot answer, is a warning.
/// </summary>
/// <remarks>
/// Owned by the heartbeat thread. Whoever can forge heartbeats can cause changes without end, so after a burst one line
/// a second is said. The role that it comes to in the end always is.
/// </remarks>
internal sealed class ChangeLog
{
    private readonly ILogger _logger;
    private readonly LineLimit _memberLines = new(burst: MembershipOptions.HighestId);
    private readonly LineLimit _roleLines = new(burst: 16);
    private RoleChange? _untold;
    private int? _lead;
    private int? _leaver;

    public ChangeLog(ILogger logger) => _logger = logger;

    public void MemberChanged(MemberChange change, TimeSpan now)
    {
        if (change.Reason == MemberChangeReason.Left)
            _leaver = change.Id;
        else if (change.Id == _leaver)
            _leaver = null;
        LogLevel level = IsLoss(change) ? LogLevel.Warning : LogLevel.Information;
        if (_logger.IsEnabled(level) && _memberLines.Allows(now, out Alike alike))
        {
            _logger.MemberChanged(
                level,
                change.Id,
                Sentences.Of(change.From),
                Sentences.Of(change.To),
                Sentences.Of(change),
                alike);
        }
    }

    public void RoleChanged(RoleChange change, TimeSpan now)
    {
        LogLevel level = LevelOf(change);
        _lead = change.LeadId;
        if (_roleLines.Allows(now, out Alike alike))
            Say(change, level, alike);
        else
            _untold = change;
    }

    /// <summary>Says what could not be said before, if it may be by now.</summary>
    public void CatchUp(TimeSpan now)
    {
        if (_untold is { } change && _roleLines.Allows(now, out Alike alike))
            Say(change, LogLevel.Warning, alike);
    }

    private static bool IsLoss(MemberChange change)
        => change.To == MemberState.NotServing || change is
        {
            Reason: MemberChangeReason.HeartbeatMissed,
            From: MemberState.Active or MemberState.AwaitingConfirmation,
            To: MemberState.Unresponsive or MemberState.Disconnected,
        };

    private void Say(RoleChange change, LogLevel level, Alike alike)
    {
        _untold = null;
        if (_logger.IsEnabled(level))
            _logger.RoleChanged(level, Sentences.Of(change), change.From, change.LeadId, alike);
    }

    private LogLevel LevelOf(RoleChange change)
    {
        bool isWell = change.To is ServerRole.Lead or ServerRole.Understudy or ServerRole.Joining;
        return isWell && !IsTakeover(change) ? LogLevel.Information : LogLevel.Warning;
    }

    /// <summary>
    /// Whether the lead was lost: it has not left, and the one that takes its place stands behind it.
    /// </summary>
    private bool IsTakeover(RoleChange change)
        => change.From == ServerRole.Understudy
            && _lead is { } before
            && before != _leaver
            && (change.To == ServerRole.Lead || change.LeadId > before);
}
