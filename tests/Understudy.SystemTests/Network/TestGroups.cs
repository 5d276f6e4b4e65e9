using System.Net;

namespace Understudy.SystemTests.Network;

/// <summary>Two multicast groups that no other test uses, nor another run of the tests beside this one.</summary>
internal sealed record TestGroups(IPEndPoint Requests, IPEndPoint Heartbeats)
{
    private static int _count;

    /// <summary>The options that bring a server to these groups.</summary>
    public string ServerOptions => $"--group {Requests} --heartbeat-group {Heartbeats}";

    /// <summary>The options that bring a client to these groups.</summary>
    public string ClientOptions => $"--group {Requests}";

    /// <summary>The options that bring a server of the classic dialect to these groups.</summary>
    public string ClassicServerOptions => $"--classic {ServerOptions}";

    /// <summary>The options that bring a client of the classic dialect to these groups.</summary>
    public string ClassicClientOptions => $"--classic {ClientOptions}";

    /// <summary>The command of a server of these groups that says only what is wrong.</summary>
    public string QuietServer(int id) => $"serve --id {id} --log-level warning --report 0 {ServerOptions}";

    public static TestGroups Next()
    {
        int count = Interlocked.Increment(ref _count);
        int host = Environment.ProcessId % 200;
        int port = 20_000 + (2 * (((Environment.ProcessId * 97) + count) % 5_000));
        return new TestGroups(
            IPEndPoint.Parse($"239.255.{host}.1:{port}"), IPEndPoint.Parse($"239.255.{host}.2:{port + 1}"));
    }
}
