using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;

namespace Understudy.Driving;

/// <summary>Passes on what has changed in the core: to the log, and to those who subscribed to the server.</summary>
internal sealed class ChangeEvents
{
    private readonly ILogger _logger;
    private readonly ServerMeters _meters;
    private int? _id;

    /// <param name="logger">Takes the sentences.</param>
    /// <param name="meters">Count under the server's id.</param>
    /// <param name="id">The id that the server was given; null where it chooses one.</param>
    public ChangeEvents(ILogger logger, ServerMeters meters, int? id)
    {
        _logger = logger;
        _meters = meters;
        _id = id;
    }

    public required Action<MemberChange> OnMemberChanged { get; init; }

    public required Action<RoleChange> OnRoleChanged { get; init; }

    /// <summary>Takes the changes out of the core and passes them on.</summary>
    public void PassOn(MembershipCore core)
    {
        if (core.View.Id != _id)
            IdChanged(core.View.Id);
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
                _logger.RoleChanged(level, Sentences.Of(change), change.To, change.LeadId);
            Raise(OnRoleChanged, change);
        }

        core.RoleChanges.Clear();
    }

    private void IdChanged(int? id)
    {
        _id = id;
        _meters.Identify(id);
        if (id is { } chosen)
            _logger.IdChosen(chosen);
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
