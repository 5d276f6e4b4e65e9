using System.Net.Sockets;
using Understudy.Lab.Reporting;
using Understudy.Transport.Udp;

namespace Understudy.Lab.Flooding;

/// <summary>
/// Sends junk to a group at a steady rate. It ends by itself: when all is sent, or when the time for it is over,
/// however little of it the machine has managed by then.
/// </summary>
internal sealed class FloodRun
{
    private const int Batches = 16;
    private const int BatchSize = 64;
    private const int SendBufferBytes = 4 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly NetworkOptions _network;
    private readonly int _rate;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;

    /// <param name="network">The group to flood is its request group.</param>
    /// <param name="rate">Datagrams a second.</param>
    /// <param name="duration">How long.</param>
    /// <param name="time">The clock.</param>
    public FloodRun(NetworkOptions network, int rate, TimeSpan duration, TimeProvider time)
    {
        _network = network;
        _rate = rate;
        _duration = duration;
        _time = time;
    }

    /// <exception cref="NetworkException">The interface is not there.</exception>
    public FloodReport Run(Random random)
    {
        using Socket socket = GroupSockets.OpenSender(InterfaceAddress.Resolve(_network.Interface), _network);
        socket.SendBufferSize = SendBufferBytes;
        socket.Connect(_network.RequestGroup.ToEndPoint());
        DatagramBatch[] batches = [.. Junk.Make(_network, Batches * BatchSize, random)
            .Chunk(BatchSize)
            .Select(chunk => new DatagramBatch(chunk))];
        try
        {
            return Send(socket, batches);
        }
        finally
        {
            foreach (DatagramBatch batch in batches)
                batch.Dispose();
        }
    }

    private FloodReport Send(Socket socket, DatagramBatch[] batches)
    {
        long total = (long)(_rate * _duration.TotalSeconds);
        long sent = 0;
        int turn = 0;
        using var never = new ManualResetEvent(false);
        long start = _time.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        while (sent < total && elapsed < _duration)
        {
            long due = Math.Min(total, (long)(_rate * elapsed.TotalSeconds) + 1) - sent;
            if (due > 0)
                sent += batches[turn++ % Batches].Send(socket, (int)Math.Min(due, BatchSize));
            else
                never.WaitOne(Pause);
            elapsed = _time.GetElapsedTime(start);
        }

        return new FloodReport
        {
            Rate = _rate,
            Sent = sent,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            SentPerSecond = Math.Round(sent / elapsed.TotalSeconds),
        };
    }
}
