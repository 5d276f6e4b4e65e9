using System.Security.Cryptography;
using Understudy.Lab.Reporting;
using Understudy.Protocol;

namespace Understudy.Lab.Probing;

/// <summary>Asks at a steady pace, never twice, and listens a little longer than it asks.</summary>
internal sealed class ProbeRun
{
    /// <summary>A second answer counts if it comes within this after the last request.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);

    private readonly UnderstudyClientOptions _options;
    private readonly TimeSpan _interval;
    private readonly int _requests;
    private readonly ProbeTally _tally;

    public ProbeRun(UnderstudyClientOptions options, int rate, TimeSpan duration)
    {
        _options = options;
        _interval = TimeSpan.FromSeconds(1.0 / rate);
        _requests = Math.Max(1, (int)(duration / _interval));
        ulong client = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        _tally = new ProbeTally(options.Network, client, _requests);
    }

    /// <exception cref="NetworkException">The interface is not there, or a request cannot be sent.</exception>
    public ProbeReport Run()
    {
        using IDatagramTransport transport = _options.Network.ToDatagramNetwork().OpenClient();
        var listener = new Thread(() => Listen(transport)) { Name = "answers", IsBackground = true };
        listener.Start();

        TimeProvider time = _options.TimeProvider;
        using var never = new ManualResetEvent(false);
        long start = time.GetTimestamp();
        for (int request = 0; request < _requests; request++)
        {
            TimeSpan wait = (_interval * request) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                never.WaitOne(wait);
            if (transport.SendToGroup(Lane.Requests, _tally.Ask()).Problem is { } problem)
                throw NetworkException.NotSent(problem);
        }

        never.WaitOne(Window);
        return _tally.Report();
    }

    /// <summary>Until the transport is disposed.</summary>
    private void Listen(IDatagramTransport transport)
    {
        byte[] buffer = new byte[_options.Network.MaxDatagramBytes];
        var sender = new Peer();
        while (transport.Receive(buffer, sender, Timeout.InfiniteTimeSpan) is { } length)
            _tally.Hear(buffer.AsSpan(0, length));
    }
}
