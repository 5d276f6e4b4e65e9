using System.Numerics;

namespace Understudy.Simulation.Chance;

/// <summary>
/// The generator xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64. Written out here, so that a seed means
/// the same run under every runtime.
/// </summary>
internal sealed class Dice
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Dice(ulong seed)
    {
        _a = Mix(seed, 1);
        _b = Mix(seed, 2);
        _c = Mix(seed, 3);
        _d = Mix(seed, 4);
    }

    /// <summary>Output number <paramref name="place"/> of splitmix64 from this seed.</summary>
    public static ulong Mix(ulong seed, ulong place)
    {
        ulong z = unchecked(seed + (place * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    public ulong Next()
    {
        ulong result = unchecked(BitOperations.RotateLeft(_b * 5, 7) * 9);
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>From 0 to <paramref name="end"/>, without it.</summary>
    public long Below(long end) => (long)Math.BigMul(Next(), (ulong)end, out _);

    public int Below(int end) => (int)Below((long)end);

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    public long Between(long first, long last) => first + Below(last - first + 1);

    /// <summary>Whether something happens that does so this often in a thousand.</summary>
    public bool Happens(int perThousand) => perThousand > 0 && Below(1000) < perThousand;

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
