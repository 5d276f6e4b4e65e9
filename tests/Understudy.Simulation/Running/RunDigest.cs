using System.Numerics;
using System.Runtime.InteropServices;
using Understudy.Simulation.Timing;

namespace Understudy.Simulation.Running;

/// <summary>
/// A number for everything that has happened in a run: each event with its time, order and place, and the bytes of each
/// datagram that arrived. Two runs that differ anywhere have different numbers, but for one chance in 2^64. Which
/// buffer of a pool a datagram lay in is nothing that happened.
/// </summary>
internal sealed class RunDigest
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public ulong Value { get; private set; } = Prime;

    public void Add(in SimEvent happened)
    {
        Add((ulong)happened.At);
        Add((ulong)happened.Order);
        int argument = happened.Kind == EventKind.Deliver ? 0 : happened.Argument;
        Add(((ulong)(uint)argument << 32) | ((ulong)(ushort)happened.Host << 8) | (byte)happened.Kind);
    }

    public void Add(ReadOnlySpan<byte> datagram)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(datagram);
        foreach (ulong word in words)
            Add(word);
        ulong rest = (ulong)datagram.Length;
        foreach (byte left in datagram[(words.Length * sizeof(ulong))..])
            rest = (rest << 8) | left;
        Add(rest);
    }

    private void Add(ulong word) => Value = BitOperations.RotateLeft(unchecked((Value ^ word) * Prime), 29);
}
