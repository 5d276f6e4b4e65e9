namespace Understudy.Server;

/// <summary>
/// What a server does about probes: it answers those of clients, and by its own check asks its handler whether it is
/// well.
/// </summary>
internal sealed class ProbeDesk
{
    private readonly HeartbeatEngine _heartbeats;
    private readonly RequestDeskOptions _options;
    private readonly IRequestEvents _events;

    public ProbeDesk(HeartbeatEngine heartbeats, RequestDeskOptions options, IRequestEvents events)
    {
        _heartbeats = heartbeats;
        _options = options;
        _events = events;
    }

    /// <summary>A probe has come. Called by the request thread.</summary>
    public DeskWork Take(RequestJob job, TimeSpan now)
    {
        _events.Probed(job);
        if (_options.Serving.Hearing.IsOwnCheck(job, _options.Incarnation))
            return _options.Serving.BeginCheck(now) ? DeskWork.Check : DeskWork.Receive;

        _options.Counts.CountHeard();
        return !job.IsCheck && _heartbeats.AnswerProbe(job.Reply, now) ? DeskWork.Send : DeskWork.Receive;
    }

    /// <summary>The handler has said whether it is well, or has thrown. Safe from any thread.</summary>
    public void Judged(bool isWell, Exception? error = null)
    {
        _options.Serving.Health.End(isWell);
        _events.HealthChecked(isWell, error);
    }
}
