using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Understudy;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddUnderstudyServer<Shout>(builder.Configuration.GetSection("Understudy"));
builder.Services.AddHealthChecks().AddUnderstudyServer();
builder.Services.AddSingleton<IHealthCheckPublisher, HealthLine>();
builder.Build().Run();

internal sealed class Shout : IRequestHandler
{
    public ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        context.Reply.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(context.Payload.Span).ToUpperInvariant()));
        return ValueTask.FromResult(HandlerStatus.Ok);
    }
}

internal sealed class HealthLine : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
        => Console.Out.WriteLineAsync($"health: {report.Status}");
}
