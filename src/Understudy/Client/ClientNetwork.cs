namespace Understudy.Client;

/// <summary>
/// What a client's engine knows of its transport: whether it sends, and when another is to be opened in its place, for
/// the interface may have another address by now.
/// </summary>
/// <remarks>
/// A transport is given up when an attempt that failed on it is repeated, and not sooner: a failure may be over by
/// then. What failed on a transport that has been replaced since says nothing of the new one.
/// </remarks>
internal sealed class ClientNetwork
{
    private readonly IClientEvents _events;
    private int _transport;
    private bool _isFailing;
    private bool _isReopening;
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

    /// <summary>How it went to send an attempt.</summary>
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

    /// <summary>Whether the transport is to be opened anew before a request is repeated.</summary>
    public bool ShouldReopen(PendingRequest request)
    {
        if (request.SendProblem is null || request.Transport != _transport || _isReopening)
            return false;

        _isReopening = true;
        return true;
    }

    /// <summary>How it went to open the transport anew. Where it did not, the next repeat tries again.</summary>
    public void Reopened(SendResult result)
    {
        _isReopening = false;
        _lastProblem = result.Problem;
        if (!result.IsSent)
            return;

        _transport++;
        _events.Reopened();
    }

    /// <summary>What the caller of a request is told that could not be sent; null where it could.</summary>
    public NetworkException? WhyUnsent(PendingRequest request)
        => request.SendProblem is { } problem ? NetworkException.NotSent(_lastProblem ?? problem) : null;
}
