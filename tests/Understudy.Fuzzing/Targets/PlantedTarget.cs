namespace Understudy.Fuzzing.Targets;

/// <summary>
/// A parser with a bug behind three bytes in a row, for the test of this program itself. Guided by coverage, each byte
/// is found by itself, within some hundred thousand inputs; by chance, all three at once would take billions.
/// </summary>
internal sealed class PlantedTarget : FuzzTarget
{
    /// <summary>The bug is an exception.</summary>
    public const string Throws = "planted";

    /// <summary>The bug is a recursion without end, which takes the process along.</summary>
    public const string Dies = "planted-death";

    public PlantedTarget(string name) => Name = name;

    public override string Name { get; }

    public override int MaxLength => 64;

    public override long MaxAllocatedBytes => 4096;

    public override IReadOnlyList<byte[]> Tokens => [];

    public override void Run(ReadOnlyMemory<byte> input)
    {
        ReadOnlySpan<byte> bytes = input.Span;
        if (bytes.Length < 3 || bytes[0] != 0xB7)
            return;
        if (bytes[1] != 0x6E)
            return;
        if (bytes[2] != 0xE1)
            return;
        if (Name == Dies)
            Recur(bytes.Length);
        throw new InvalidOperationException("the planted bug");
    }

    private static int Recur(int depth) => Recur(depth + 1) + 1;
}
