using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>Says what the heartbeat thread finds: to the log, and to those who subscribed to the server.</summary>
internal sealed class Announcer
{
    private readonly UnderstudyServerOptions _options;
    private readonly ILogger _logger;

    public Announcer(UnderstudyServerOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
    }

    public required Action<MemberChange> OnMemberChanged { get; init; }

    public required Action<RoleChange> OnRoleChanged { get; init; }

    /// <summary>Takes the changes out of the core and passes them on.</summary>
    public void Announce(MembershipCore core)
    {
        foreach (MemberChange change in core.MemberChanges)
        {
            _logger.MemberChanged(
                change.Id, Sentences.Of(change.From), Sentences.Of(change.To), Sentences.Of(change.Reason));
            Raise(OnMemberChanged, change);
        }

        core.MemberChanges.Clear();
        foreach (RoleChange change in core.RoleChanges)
        {
            LogLevel level = change.To is ServerRole.Lead or ServerRole.Understudy or ServerRole.Joining
                ? LogLevel.Information
                : LogLevel.Warning;
            if (_logger.IsEnabled(level))
                _logger.RoleChanged(level, Sentences.Of(change));
            Raise(OnRoleChanged, change);
        }

        core.RoleChanges.Clear();
    }

    public void Paused(TimeSpan lateness) => _logger.Paused(lateness.TotalSeconds);

    public void IdTaken(SocketAddress rival) => _logger.IdTaken(_options.Id, rival.ToEndPoint());

    public void Dropped(SocketAddress sender, int length, DatagramStatus reason)
        => _logger.Dropped(sender.ToEndPoint(), length, GroupName.Heartbeat, reason);

    public void HeartbeatSent(SocketError error)
    {
        if (error == SocketError.Success)
            _logger.HeartbeatsResume();
        else
            _logger.HeartbeatNotSent(new SocketException((int)error).Message);
    }

    private void Raise<T>(Action<T> subscribers, T change)
    {
        try
        {
            subscribers(change);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _logger.SubscriberFailed(error);
        }
    }
}
