using Microsoft.Extensions.Logging;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>Counts what happens in a client, and logs what its operator should know. Safe from any thread.</summary>
internal sealed class ClientListener : IClientEvents, IDisposable
{
    private readonly ILogger _logger;
    private readonly ClientMeters _meters;
    private readonly Func<TimeSpan> _now;
    private readonly Outage _sending = new();
    private readonly Outage _answers = new();
    private long _requests;
    private long _repeats;
    private long _duplicates;
    private long _dropped;

    /// <param name="logger">Takes the lines.</param>
    /// <param name="meters">Count.</param>
    /// <param name="now">The time. Safe from any thread.</param>
    public ClientListener(ILogger logger, ClientMeters meters, Func<TimeSpan> now)
    {
        _logger = logger;
        _meters = meters;
        _now = now;
    }

    public ClientStatistics Statistics
    {
        get
        {
            long repeats = Interlocked.Read(ref _repeats);
            long requests = Interlocked.Read(ref _requests);
            long duplicates = Interlocked.Read(ref _duplicates);
            return new ClientStatistics
            {
                Requests = requests,
                DatagramsSent = requests + repeats,
                Repeats = repeats,
                DuplicateReplies = duplicates,
                Dropped = Interlocked.Read(ref _dropped),
            };
        }
    }

    public void Begun()
    {
        Interlocked.Increment(ref _requests);
        _meters.Request();
    }

    public void Repeated()
    {
        Interlocked.Increment(ref _repeats);
        _meters.Repeat();
    }

    public void Answered(Reply reply)
    {
        _meters.Answer(reply.Elapsed);
        if (_answers.Ends())
            _logger.SomebodyAnswers();
    }

    public void AnsweredAgain()
    {
        Interlocked.Increment(ref _duplicates);
        _meters.Duplicate();
    }

    public void Dropped(DatagramStatus reason)
    {
        Interlocked.Increment(ref _dropped);
        _meters.Drop(reason);
    }

    public void GivenUp(UnderstudyException failure)
    {
        _meters.TimedOut();
        if (_answers.Shows(_now(), out Alike alike))
            _logger.NobodyAnswers(failure.Message, alike);
    }

    public void NetworkFails(string problem)
    {
        if (_sending.Shows(_now(), out Alike alike))
            _logger.RequestsNotSent(problem, alike);
    }

    public void NetworkIsBack()
    {
        if (_sending.Ends())
            _logger.RequestsResume();
    }

    public void Reopened() => _logger.TransportReopened();

    public void Dispose() => _meters.Dispose();
}
