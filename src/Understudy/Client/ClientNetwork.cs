using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>
/// What a client's engine knows of its transport: whether it can send, and when to replace it, since the interface may
/// have another address by now.
/// </summary>
/// <remarks>
/// A transport is replaced when a request is repeated and the last attempt on it failed, be it that request's or
/// another's: not sooner, since the failure may be over by then, and not where it has sent since, since the answers to
/// others come to it. What failed on a transport that was replaced meanwhile says nothing of the new one.
/// </remarks>
internal sealed class ClientNetwork
{
    /// <summary>
    /// The shortest time between two: many requests are repeated at once, and a new one may fail as well. It doubles
    /// with each, up to the longest, until there was none for a while.
    /// </summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = 2 * Timings.LongestWait;
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(5);

    private readonly IClientEvents _events;
    private int _transport;
    private bool _isFailing;
    private bool _isReopening;
    private TimeSpan _reopenedAt = TimeSpan.MinValue;
    private TimeSpan _interval = ShortestInterval;
    private string? _lastProblem;

    public ClientNetwork(IClientEvents events) => _events = events;

    /// <summary>Whether the last that was heard of the transport is that it does not send.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>An attempt is about to be sent. It is taken for sent, until a failure is told.</summary>
    public void Sending(PendingRequest request)
    {
        request.Transport = _transport;
        request.SendProblem = null;
    }

    /// <summary>An attempt was sent, or not.</summary>
    public void Sent(PendingRequest request, SendResult result)
    {
        request.SendProblem = result.Problem;
        if (result.IsSent == !_isFailing || request.Transport != _transport)
            return;

        _isFailing = !result.IsSent;
        if (_isFailing)
            _events.NetworkFails(result.Problem!);
        else
            _events.NetworkIsBack();
    }

    /// <summary>Whether the transport must be replaced before a request is repeated.</summary>
    public bool ShouldReopen(TimeSpan now)
    {
        bool isFirst = _reopenedAt == TimeSpan.MinValue || now - _reopenedAt >= AWhile;
        if (!_isFailing || _isReopening || (!isFirst && now - _reopenedAt < _interval))
            return false;

        _isReopening = true;
        _interval = isFirst ? ShortestInterval : 2 * _interval < LongestInterval ? 2 * _interval : LongestInterval;
        _reopenedAt = now;
        return true;
    }

    /// <summary>The transport was replaced, or not. If not, the next repeat tries again.</summary>
    public void Reopened(SendResult result)
    {
        _isReopening = false;
        _lastProblem = result.Problem;
        if (!result.IsSent)
            return;

        _transport++;
        _events.Reopened();
    }

    /// <summary>What the caller is told about a request that could not be sent; null where it could.</summary>
    public NetworkException? WhyUnsent(PendingRequest request)
        => request.SendProblem is { } problem ? NetworkException.NotSent(_lastProblem ?? problem) : null;
}
