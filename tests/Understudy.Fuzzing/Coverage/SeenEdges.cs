using System.Numerics;

namespace Understudy.Fuzzing.Coverage;

/// <summary>
/// The edges that any input so far has taken, and how often, in coarse steps: a loop that runs for the first time
/// twice, or ten times, is news; one that runs 11 times instead of 10 is not.
/// </summary>
internal sealed class SeenEdges
{
    // One bit for each step that was seen: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, 128 and more.
    private readonly byte[] _steps = new byte[Trace.MapSize];

    /// <summary>How many edges were taken at all.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in the footprints of the input that just ran.</summary>
    /// <returns>Whether there is something new in them.</returns>
    public bool TakeIn()
    {
        bool isNew = false;
        foreach (ushort edge in Trace.Touched)
            isNew |= Add(edge, Step(Trace.CountOf(edge)));
        return isNew;
    }

    /// <summary>All that was seen, for <see cref="Merge"/> in another process.</summary>
    public ReadOnlySpan<byte> Steps => _steps;

    /// <summary>Adds what another worker has seen.</summary>
    public void Merge(ReadOnlySpan<byte> steps)
    {
        for (int edge = 0; edge < steps.Length; edge++)
        {
            if (steps[edge] != 0)
                Add((ushort)edge, steps[edge]);
        }
    }

    private static byte Step(int count) => count switch
    {
        <= 3 => (byte)(1 << (count - 1)),
        < 32 => (byte)(1 << (BitOperations.Log2((uint)count) + 1)),
        < 128 => 1 << 6,
        _ => 1 << 7,
    };

    private bool Add(ushort edge, byte steps)
    {
        byte before = _steps[edge];
        if ((before | steps) == before)
            return false;
        if (before == 0)
            Count++;
        _steps[edge] |= steps;
        return true;
    }
}
