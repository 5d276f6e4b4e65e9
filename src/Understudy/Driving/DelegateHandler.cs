namespace Understudy.Driving;

/// <summary>A handler that is one function.</summary>
internal sealed class DelegateHandler : IRequestHandler
{
    private readonly Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> _handle;

    public DelegateHandler(Func<RequestContext, CancellationToken, ValueTask<HandlerStatus>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handle = handler;
    }

    public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
        => _handle(context, cancellationToken);
}
