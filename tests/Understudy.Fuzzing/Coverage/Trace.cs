namespace Understudy.Fuzzing.Coverage;

/// <summary>
/// Where the instrumented code leaves its footprints: how often each edge was taken, an edge being a step from one
/// block of instructions to the next.
/// </summary>
/// <remarks>
/// The edges that were touched are listed besides, so that looking at the footprints of a parser of fifty nanoseconds
/// does not mean looking through all 65,536 counts. Not for more than one thread: a worker is a process of its own.
/// </remarks>
public static class Trace
{
    /// <summary>The numbers of blocks, and of edges, fit 16 bits.</summary>
    internal const int MapSize = 1 << 16;

    private static readonly byte[] Counts = new byte[MapSize];
    private static readonly ushort[] TouchedEdges = new ushort[MapSize];
    private static int _touched;
    private static int _previous;

    /// <summary>The edges touched since <see cref="Clear"/>, in the order in which they were.</summary>
    internal static ReadOnlySpan<ushort> Touched => TouchedEdges.AsSpan(0, _touched);

    /// <summary>A block begins. Called by the instrumented code, at the start of each.</summary>
    /// <param name="block">The block's number.</param>
    /// <remarks>
    /// The number of the previous block is halved, as AFL does it, so that the edge from A to B is not that from B to
    /// A.
    /// </remarks>
    public static void Enter(int block)
    {
        int edge = (ushort)(block ^ _previous);
        _previous = block >> 1;
        byte count = Counts[edge];
        if (count == 0)
            TouchedEdges[_touched++] = (ushort)edge;
        if (count < byte.MaxValue)
            Counts[edge] = (byte)(count + 1);
    }

    /// <summary>How often an edge was taken, up to 255.</summary>
    internal static int CountOf(ushort edge) => Counts[edge];

    /// <summary>Forgets all footprints.</summary>
    internal static void Clear()
    {
        foreach (ushort edge in Touched)
            Counts[edge] = 0;
        _touched = 0;
        _previous = 0;
    }
}
