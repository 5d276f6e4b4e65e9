using Microsoft.Extensions.Logging;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>Counts what happens in a client, and logs what its operator should know. Safe from any thread.</summary>
internal sealed class ClientListener : IClientEvents, IDisposable
{
    private readonly ILogger _logger;
    private readonly ClientMeters _meters;
    private long _requests;
    private long _repeats;
    private long _duplicates;
    private long _dropped;
    private int _isUnanswered;

    public ClientListener(ILogger logger, ClientMeters meters)
    {
        _logger = logger;
        _meters = meters;
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
        if (_isUnanswered != 0 && Interlocked.Exchange(ref _isUnanswered, 0) != 0)
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
        if (Interlocked.Exchange(ref _isUnanswered, 1) == 0)
            _logger.NobodyAnswers(failure.Message);
    }

    public void NetworkFails(string problem) => _logger.RequestsNotSent(problem);

    public void NetworkIsBack() => _logger.RequestsResume();

    public void Reopened() => _logger.TransportReopened();

    public void Dispose() => _meters.Dispose();
}
