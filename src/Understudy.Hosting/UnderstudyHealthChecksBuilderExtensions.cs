using Microsoft.Extensions.Diagnostics.HealthChecks;
using Understudy;
using Understudy.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts the health of a server beside that of the rest of its host.</summary>
public static class UnderstudyHealthChecksBuilderExtensions
{
    /// <summary>Adds two checks of a server.</summary>
    /// <remarks>
    /// <para>
    /// <c>understudy-live</c>, with the tag <c>live</c>: its threads move. Where they do not, for a handler does not
    /// come back or the process stands still, it may help to start the process again.
    /// </para>
    /// <para>
    /// <c>understudy-ready</c>, with the tag <c>ready</c>: it answers or stands in. A server that has just started,
    /// is not heard or stands aside for another with its id is not ready, and yet nothing is wrong with its process.
    /// </para>
    /// <para>The checks of a server with a name end in it, as in <c>understudy-live-orders</c>.</para>
    /// </remarks>
    /// <param name="builder">Takes the checks.</param>
    /// <param name="name">The name that the server was added by; null for the one without a name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddUnderstudyServer(this IHealthChecksBuilder builder, string? name = null)
        => builder.AddCheck(name, "live", ServerHealthCheck.IsLive).AddCheck(name, "ready", ServerHealthCheck.IsReady);

    private static IHealthChecksBuilder AddCheck(
        this IHealthChecksBuilder builder, string? name, string tag, Func<UnderstudyServer, bool> isWell)
        => builder.Add(new HealthCheckRegistration(
            name is null ? $"understudy-{tag}" : $"understudy-{tag}-{name}",
            services => new ServerHealthCheck(services.GetRequiredKeyedService<UnderstudyServer>(name), isWell),
            failureStatus: null,
            tags: [tag]));
}
