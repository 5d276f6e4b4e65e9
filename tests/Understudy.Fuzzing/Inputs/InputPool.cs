using Understudy.Fuzzing.Mutating;

namespace Understudy.Fuzzing.Inputs;

/// <summary>The inputs worth changing further: those that brought something new when they came.</summary>
internal sealed class InputPool
{
    /// <summary>Beyond this the oldest of them make room; no target here has so many.</summary>
    private const int Capacity = 16_384;

    /// <summary>What was found lately has been changed least.</summary>
    private const int Lately = 32;

    private readonly List<byte[]> _inputs = [];
    private int _oldest;

    public int Count => _inputs.Count;

    public void Add(ReadOnlySpan<byte> input)
    {
        if (_inputs.Count < Capacity)
        {
            _inputs.Add(input.ToArray());
            return;
        }

        _inputs[_oldest] = input.ToArray();
        _oldest = (_oldest + 1) % Capacity;
    }

    /// <summary>
    /// One of them: of every four, one is of the latest, one of any, and two are the shorter of any two, since what is
    /// short is fast and every change to it counts.
    /// </summary>
    public byte[] Pick(SeededRandom random)
    {
        if (_inputs.Count == 0)
            return [];
        int choice = random.Below(4);
        if (choice == 0)
            return _inputs[_inputs.Count - 1 - random.Below(Math.Min(Lately, _inputs.Count))];
        byte[] one = random.Of(_inputs);
        if (choice == 1)
            return one;
        byte[] other = random.Of(_inputs);
        return other.Length < one.Length ? other : one;
    }
}
