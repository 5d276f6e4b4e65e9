using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Understudy;
using Understudy.Samples.Orders;

const string Usage = """
    serve --id N --store FILE|CONNECTION [--stock PIECES]   one of the servers; all have the same store
    order ITEM                                              orders tea or coffee
    load [--rate N] [--duration SECONDS] [--json]           orders tea again and again, and counts the answers
    Each may end in: --interface NAME, --group ADDRESS:PORT, and for serve --heartbeat-group ADDRESS:PORT.
    """;

var arguments = new Arguments(args);
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    return arguments.Words switch
    {
        ["serve"] when arguments.Has("--id") && arguments.Has("--store") => await ServeAsync(),
        ["order", var item] => await OrderAsync(item),
        ["load"] => await LoadAsync(),
        _ => Explain(),
    };
}
catch (Exception error)
    when (error is UnderstudyException or DbException or FormatException or OperationCanceledException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static int Explain()
{
    Console.Error.WriteLine(Usage);
    return 2;
}

async Task<int> ServeAsync()
{
    await using IDatabase database = IDatabase.Open(arguments.Text("--store", ""));
    var outcomes = new Outcomes(database, TimeProvider.System);
    await database.TransactRepeatedlyAsync(
        async connection =>
        {
            await outcomes.CreateTableAsync(connection);
            await Stock.CreateTablesAsync(connection, arguments.Number("--stock", 100));
            return true;
        },
        stop.Token);

    var options = new UnderstudyServerOptions { Id = arguments.Number("--id", 1), Network = arguments.Network() };
    using ILoggerFactory logging = LoggerFactory.Create(log => log
        .SetMinimumLevel(LogLevel.Warning)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
    await using var server = new UnderstudyServer(
        options, new OrderHandler(outcomes), logging.CreateLogger<UnderstudyServer>());
    server.RoleChanged += (_, change) => Console.WriteLine($"server {options.Id}: {change.To}");
    await server.StartAsync(stop.Token);
    await server.Ready.WaitAsync(stop.Token);
    Console.WriteLine("READY");
    await Pruning.RunAsync(outcomes, stop.Token);
    return 0;
}

async Task<int> OrderAsync(string item)
{
    await using var client = new UnderstudyClient(new UnderstudyClientOptions { Network = arguments.Network() });
    Reply reply = await client.RequestAsync(OrderHandler.Request(item), stop.Token);
    Console.WriteLine($"{Encoding.UTF8.GetString(reply.Payload.Span)} (server {reply.ServerId})");
    return reply.Status == HandlerStatus.Ok ? 0 : 1;
}

async Task<int> LoadAsync()
{
    await using var client = new UnderstudyClient(new UnderstudyClientOptions { Network = arguments.Network() });
    var load = new Load(client, arguments.Number("--rate", 100), arguments.Number("--duration", 10));
    LoadReport report = await load.RunAsync("tea", stop.Token);
    Console.WriteLine(arguments.Has("--json") ? report.ToJson() : report.ToString());
    return report.Lost == 0 ? 0 : 1;
}
