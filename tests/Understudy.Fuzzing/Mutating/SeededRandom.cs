namespace Understudy.Fuzzing.Mutating;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014): a few instructions a number, and the same numbers for a seed on every
/// runtime, which <see cref="Random"/> does not promise.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(ulong seed) => _state = seed;

    public ulong Next()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        ulong mixed = _state;
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to <paramref name="limit"/>, the limit excluded; 0 for a limit of 0.</summary>
    public int Below(int limit) => (int)((ulong)(uint)Next() * (uint)limit >> 32);

    public bool OneIn(int chances) => Below(chances) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
