using System.Runtime.InteropServices;
using System.Text;
using Understudy;

var network = new NetworkOptions { Interface = args is [.., "--interface", var name] ? name : NetworkOptions.Loopback };
if (args is ["ask", var text, ..])
{
    await using var client = new UnderstudyClient(new UnderstudyClientOptions { Network = network });
    Reply reply = await client.RequestAsync(Encoding.UTF8.GetBytes(text));
    Console.WriteLine($"{Encoding.UTF8.GetString(reply.Payload.Span)} (server {reply.ServerId})");
}
else if (int.TryParse(args.FirstOrDefault(), out int id))
{
    var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    void Stop(PosixSignalContext signal) => signal.Cancel = stop.TrySetResult();
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await using var server = new UnderstudyServer(new() { Id = id, Network = network }, (context, _) =>
    {
        string text = Encoding.UTF8.GetString(context.Payload.Span);
        context.Reply.Write(Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
        return ValueTask.FromResult(HandlerStatus.Ok);
    });
    server.RoleChanged += (_, change) => Console.WriteLine($"server {id}: {change.To}");
    await server.StartAsync();
    await stop.Task; // To dispose of a server is to leave: the others know at once.
}
else
{
    Console.Error.WriteLine("Give the id of a server, or: ask TEXT. Either may end in: --interface NAME.");
}
