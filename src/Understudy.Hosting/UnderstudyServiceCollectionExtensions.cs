using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Understudy;
using Understudy.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts servers and clients into a host.</summary>
/// <remarks>
/// <para>
/// A server starts and stops with the host: it says farewell, and lets the requests in progress finish for as long as
/// the host allows. Each is an <see cref="UnderstudyServer"/> among the services, each client an
/// <see cref="IUnderstudyClient"/>: those with a name are keyed by it, so that several can live in one process.
/// </para>
/// <para>
/// Options are checked when the host starts. Its clock (<see cref="TimeProvider"/>), its meter factory and its
/// loggers are used where it has them; what the settings or the function of the caller say wins.
/// </para>
/// </remarks>
public static class UnderstudyServiceCollectionExtensions
{
    /// <summary>Adds the server of this process, with the options of a section of the settings.</summary>
    /// <inheritdoc cref="AddUnderstudyServer{THandler}(IServiceCollection, string, IConfiguration)"/>
    public static IServiceCollection AddUnderstudyServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, IConfiguration section)
        where THandler : class, IRequestHandler
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddServer<THandler>(name: null, options => SectionReader.Fill(options, section));
    }

    /// <summary>Adds the server of this process, with options that a function sets.</summary>
    /// <inheritdoc cref="AddUnderstudyServer{THandler}(IServiceCollection, string, Action{UnderstudyServerOptions})"/>
    public static IServiceCollection AddUnderstudyServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<UnderstudyServerOptions> configure)
        where THandler : class, IRequestHandler
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddServer<THandler>(name: null, configure);
    }

    /// <summary>Adds one of several servers, with the options of a section of the settings.</summary>
    /// <typeparam name="THandler">
    /// The service. It is made anew for each request, in a scope of its own that ends before the answer is sent. One
    /// that is registered as a singleton is called as it is, without a scope.
    /// </typeparam>
    /// <param name="services">Takes the server.</param>
    /// <param name="name">The server's key among the services, and the name of its options.</param>
    /// <param name="section">
    /// The settings, as in <c>"Id": 1, "Network": { "Interface": "eth0" }</c>. They are read once.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">There is a server of this name already.</exception>
    public static IServiceCollection AddUnderstudyServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, IConfiguration section)
        where THandler : class, IRequestHandler
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddServer<THandler>(name, options => SectionReader.Fill(options, section));
    }

    /// <summary>Adds one of several servers, with options that a function sets.</summary>
    /// <typeparam name="THandler">
    /// The service. It is made anew for each request, in a scope of its own that ends before the answer is sent. One
    /// that is registered as a singleton is called as it is, without a scope.
    /// </typeparam>
    /// <param name="services">Takes the server.</param>
    /// <param name="name">The server's key among the services, and the name of its options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">There is a server of this name already.</exception>
    public static IServiceCollection AddUnderstudyServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<UnderstudyServerOptions> configure)
        where THandler : class, IRequestHandler
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddServer<THandler>(name, configure);
    }

    /// <summary>Adds the client of this process, with the options of a section of the settings.</summary>
    /// <inheritdoc cref="AddUnderstudyClient(IServiceCollection, string, IConfiguration)"/>
    public static IServiceCollection AddUnderstudyClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(name: null, options => SectionReader.Fill(options, section));
    }

    /// <summary>Adds the client of this process, with options that a function sets.</summary>
    /// <param name="services">Takes the client.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUnderstudyClient(
        this IServiceCollection services, Action<UnderstudyClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(name: null, configure);
    }

    /// <summary>Adds one of several clients, with the options of a section of the settings.</summary>
    /// <param name="services">Takes the client.</param>
    /// <param name="name">The client's key among the services, and the name of its options.</param>
    /// <param name="section">The settings, as in <c>"Timeout": "00:00:02"</c>. They are read once.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUnderstudyClient(
        this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(name, options => SectionReader.Fill(options, section));
    }

    /// <summary>Adds one of several clients, with options that a function sets.</summary>
    /// <param name="services">Takes the client.</param>
    /// <param name="name">The client's key among the services, and the name of its options.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddUnderstudyClient(
        this IServiceCollection services, string name, Action<UnderstudyClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(name, configure);
    }

    private static IServiceCollection AddServer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string? name, Action<UnderstudyServerOptions> configure)
        where THandler : class, IRequestHandler
    {
        if (services.Any(each => each.ServiceType == typeof(UnderstudyServer) && Equals(each.ServiceKey, name)))
        {
            throw new InvalidOperationException(
                name is null
                    ? "There is a server already; give each of several a name."
                    : $"There is a server named '{name}' already; give each a name of its own.");
        }

        services.AddCheckedOptions<UnderstudyServerOptions>(name, options => options.Validate())
            .Configure<IServiceProvider>((options, host) =>
            {
                options.MeterFactory = host.GetService<IMeterFactory>();
                options.TimeProvider = host.GetService<TimeProvider>() ?? options.TimeProvider;
            })
            .Configure(configure);
        services.TryAddScoped<THandler>();
        services.AddKeyedSingleton(name, (host, _) => new UnderstudyServer(
            host.GetRequiredService<IOptionsMonitor<UnderstudyServerOptions>>().Get(name),
            services.IsSingleton<THandler>()
                ? host.GetRequiredService<THandler>()
                : new ScopedHandler<THandler>(host.GetRequiredService<IServiceScopeFactory>()),
            host.GetService<ILogger<UnderstudyServer>>()));
        return services.AddSingleton<IHostedService>(
            host => new HostedServer(host.GetRequiredKeyedService<UnderstudyServer>(name)));
    }

    private static IServiceCollection AddClient(
        this IServiceCollection services, string? name, Action<UnderstudyClientOptions> configure)
    {
        services.AddCheckedOptions<UnderstudyClientOptions>(name, options => options.Validate())
            .Configure<IServiceProvider>((options, host) =>
            {
                options.MeterFactory = host.GetService<IMeterFactory>();
                options.TimeProvider = host.GetService<TimeProvider>() ?? options.TimeProvider;
            })
            .Configure(configure);
        return services.AddKeyedSingleton<IUnderstudyClient>(name, (host, _) => new UnderstudyClient(
            host.GetRequiredService<IOptionsMonitor<UnderstudyClientOptions>>().Get(name),
            host.GetService<ILogger<UnderstudyClient>>()));
    }

    private static OptionsBuilder<TOptions> AddCheckedOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, string? name, Action<TOptions> check)
        where TOptions : class
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TOptions>>(new OptionsCheck<TOptions>(check)));
        return services.AddOptions<TOptions>(name).ValidateOnStart();
    }

    private static bool IsSingleton<T>(this IServiceCollection services)
        => services.Last(each => each.ServiceType == typeof(T) && !each.IsKeyedService).Lifetime
            == ServiceLifetime.Singleton;
}
