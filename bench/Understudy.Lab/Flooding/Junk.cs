using System.Text;
using Understudy.Protocol;

namespace Understudy.Lab.Flooding;

/// <summary>
/// Datagrams that no server and no client may take for theirs: bytes at random, text, frames that end too early,
/// frames of another cluster, and frames that are too long. One seed makes the same ones each time.
/// </summary>
internal static class Junk
{
    private const int Kinds = 5;
    private const int MaxText = 200;
    private const int MaxOversize = 4000;
    private const string Letters = "0123456789+-*/() abcdefghijklmnopqrstuvwxyz";

    /// <summary>As many as asked for, of each kind in turn.</summary>
    /// <param name="network">Whose datagrams they shall not be.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws lengths and contents.</param>
    public static byte[][] Make(NetworkOptions network, int count, Random random)
    {
        ulong cluster = ClusterName.Hash(network.Cluster);
        int longest = network.MaxDatagramBytes;
        return [.. Enumerable.Range(0, count).Select(number => (number % Kinds) switch
        {
            0 => Noise(random.Next(1, longest), random),
            1 => Text(random.Next(1, MaxText), random),
            2 => Frame(cluster, FrameHeader.Length, random)[..random.Next(1, FrameHeader.Length)],
            3 => Frame(~cluster, random.Next(FrameHeader.Length, longest), random),
            _ => Frame(cluster, random.Next(longest + 1, longest + MaxOversize), random),
        })];
    }

    /// <summary>Its first byte is never the one that every frame has.</summary>
    private static byte[] Noise(int length, Random random)
    {
        byte[] datagram = new byte[length];
        random.NextBytes(datagram);
        if (datagram[0] == FrameHeader.Magic)
            datagram[0] ^= 1;
        return datagram;
    }

    private static byte[] Text(int length, Random random)
        => Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)])));

    /// <summary>A right header, of a heartbeat or of a request, and anything after it.</summary>
    private static byte[] Frame(ulong cluster, int length, Random random)
    {
        byte[] datagram = new byte[length];
        random.NextBytes(datagram);
        FrameKind kind = random.Next(2) == 0 ? FrameKind.Heartbeat : FrameKind.Request;
        var header = new FrameHeader(
            kind, FrameFlags.None, cluster, (ulong)random.NextInt64(), (ulong)random.NextInt64());
        header.Write(datagram);
        return datagram;
    }
}
