using System.Net;
using System.Net.Sockets;
using System.Text;
using Understudy.SystemTests.Network;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A bare client on a host of its own that asks at a steady pace, each request once and from a socket of its own, and
/// counts how many answers each gets: none, one, or more.
/// </summary>
internal sealed class Probe : IAsyncDisposable
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>How long answers to one request are counted.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);

    private readonly NetworkNamespace _host;
    private readonly IPAddress _address;
    private readonly IPEndPoint _group;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task<ProbeResult>> _requests = [];
    private readonly Task _loop;

    public Probe(NetworkNamespace host, IPAddress address, IPEndPoint group)
    {
        _host = host;
        _address = address;
        _group = group;
        _loop = Task.Run(AskAsync);
    }

    /// <summary>The time of the test, as the results have it.</summary>
    public static long Now => TimeProvider.System.GetTimestamp();

    /// <summary>Stops asking.</summary>
    /// <returns>What became of each request, in the order they were sent.</returns>
    public async Task<ProbeResult[]> StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        return await Task.WhenAll(_requests);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AskAsync()
    {
        using var timer = new PeriodicTimer(Pace);
        for (int number = 0; !_stop.IsCancellationRequested; number++)
        {
            _requests.Add(AskOnceAsync($"{number}+1", $"{number + 1}"));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<ProbeResult> AskOnceAsync(string expression, string expected)
    {
        using Socket socket = _host.Run(OpenSocket);
        long sent = Now;
        await socket.SendToAsync(Encoding.ASCII.GetBytes(expression), SocketFlags.None, _group);
        var answers = new List<ProbeAnswer>();
        byte[] buffer = new byte[2048];
        using var window = new CancellationTokenSource(Window);
        try
        {
            while (true)
            {
                SocketReceiveFromResult result = await socket.ReceiveFromAsync(
                    buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), window.Token);
                string text = Encoding.UTF8.GetString(buffer, 0, result.ReceivedBytes);
                answers.Add(new ProbeAnswer(((IPEndPoint)result.RemoteEndPoint).Address, text == expected));
            }
        }
        catch (OperationCanceledException)
        {
            return new ProbeResult(sent, answers);
        }
    }

    private Socket OpenSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(_address, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, _address.GetAddressBytes());
        return socket;
    }
}

/// <summary>One answer: who gave it, and whether it was the right one.</summary>
internal readonly record struct ProbeAnswer(IPAddress Server, bool IsRight);

/// <summary>One request: when it was sent, and what came back.</summary>
internal sealed record ProbeResult(long Sent, IReadOnlyList<ProbeAnswer> Answers);
