using Microsoft.Extensions.DependencyInjection;

namespace Understudy.Hosting;

/// <summary>Makes a handler for each request, and ends it with all that was made for it.</summary>
internal sealed class ScopedHandler<THandler> : IRequestHandler
    where THandler : class, IRequestHandler
{
    private readonly IServiceScopeFactory _scopes;

    public ScopedHandler(IServiceScopeFactory scopes) => _scopes = scopes;

    public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            THandler handler = scope.ServiceProvider.GetRequiredService<THandler>();
            return await handler.HandleAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            THandler handler = scope.ServiceProvider.GetRequiredService<THandler>();
            return await handler.IsHealthyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask WarmUpAsync(CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            THandler handler = scope.ServiceProvider.GetRequiredService<THandler>();
            await handler.WarmUpAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
