using System.Globalization;

namespace Understudy.SystemTests.Wire;

/// <summary>What a capture shows of the run of a bench, whose client is the one that asked most.</summary>
internal sealed class BenchPackets
{
    /// <summary>The kind of a request, as a capture tells it.</summary>
    public const string Request = "2";

    private readonly Dictionary<string, double> _asked = [];
    private readonly Dictionary<string, double> _answered = [];
    private int _requests;
    private int _replies;

    public int Requests => _asked.Count;

    public int Answered => _answered.Count;

    public int Repeats => _requests - _asked.Count;

    public int DuplicateReplies => _replies - _answered.Count;

    /// <summary>From when a request was first sent to when it was first replied to.</summary>
    public double MedianMicroseconds
    {
        get
        {
            double[] taken = [.. _answered.Select(reply => reply.Value - _asked[reply.Key]).Order()];
            return taken[taken.Length / 2] * 1e6;
        }
    }

    /// <param name="lines">
    /// Of each packet: its time, its kind, the number of the client and that of the request.
    /// </param>
    public static BenchPackets Read(string[] lines)
    {
        var packets = new BenchPackets();
        IGrouping<string, string[]> run = lines.Select(line => line.Split('\t')).GroupBy(packet => packet[2])
            .MaxBy(client => client.Count())!;
        foreach (string[] packet in run)
            packets.Add(double.Parse(packet[0], CultureInfo.InvariantCulture), packet[1] == Request, packet[3]);
        return packets;
    }

    /// <summary>
    /// The longest time in which no request was answered for the first time, both ends of the run included.
    /// </summary>
    public double LongestGapMilliseconds(TimeSpan duration)
    {
        double start = _asked.Values.Min();
        double[] times = [start, .. _answered.Values.Order(), start + duration.TotalSeconds];
        return times.Zip(times.Skip(1), (one, next) => next - one).Max() * 1000;
    }

    private void Add(double time, bool isRequest, string number)
    {
        (isRequest ? _asked : _answered).TryAdd(number, time);
        _requests += isRequest ? 1 : 0;
        _replies += isRequest ? 0 : 1;
    }
}
