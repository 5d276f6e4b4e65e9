using System.Buffers.Binary;

namespace Understudy.Fuzzing.Mutating;

/// <summary>Makes new inputs out of old ones: a few small changes, one on top of the other.</summary>
internal sealed class Mutator
{
    /// <summary>1, 2, 4 or 8 changes: most often few, so that what was good about the input mostly stays.</summary>
    private const int MaxDoublings = 3;

    /// <summary>Pieces that are deleted, repeated or taken from another input are mostly short.</summary>
    private const int ShortPiece = 16;

    /// <summary>Where numbers go wrong: around 0, around the ends of their types, around powers of two.</summary>
    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 254, 255, 256, 1000, 1023, 1024, 4096, 32767, 32768,
        65535, 65536, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue,
    ];

    private readonly SeededRandom _random;
    private readonly IReadOnlyList<byte[]> _tokens;
    private readonly byte[] _piece;

    /// <param name="random">Decides everything.</param>
    /// <param name="tokens">Words of the target's language.</param>
    /// <param name="maxLength">The longest input.</param>
    public Mutator(SeededRandom random, IReadOnlyList<byte[]> tokens, int maxLength)
    {
        _random = random;
        _tokens = tokens;
        _piece = new byte[maxLength];
    }

    /// <param name="draft">An input, to be changed in place.</param>
    /// <param name="other">Another one, to take pieces from.</param>
    public void Mutate(Draft draft, ReadOnlySpan<byte> other)
    {
        for (int left = 1 << _random.Below(MaxDoublings + 1); left > 0; left--)
            Change(draft, other);
    }

    private void Change(Draft draft, ReadOnlySpan<byte> other)
    {
        // All but the inserting ones need something to be there.
        int choice = draft.Length == 0 ? 4 + _random.Below(3) : _random.Below(13);
        switch (choice)
        {
            case 0 or 1:
                draft.Bytes[Place(draft)] ^= (byte)(1 << _random.Below(8));
                break;
            case 2:
                draft.Bytes[Place(draft)] = (byte)_random.Next();
                break;
            case 3:
                draft.Bytes[Place(draft)] += (byte)(_random.OneIn(2) ? 1 : -1);
                break;
            case 4:
                draft.Insert(_random.Below(draft.Length + 1), [(byte)_random.Next()]);
                break;
            case 5:
                draft.Insert(_random.Below(draft.Length + 1), PieceOf(other));
                break;
            case 6:
                draft.Insert(_random.Below(draft.Length + 1), Token());
                break;
            case 7:
                draft.Overwrite(Place(draft), Token());
                break;
            case 8:
                draft.Overwrite(Place(draft), Number());
                break;
            case 9:
                int at = Place(draft);
                draft.Delete(at, Math.Min(PieceLength(draft.Length - at), draft.Length - at));
                break;
            case 10:
                draft.Insert(Place(draft), PieceOf(draft.Bytes));
                break;
            case 11:
                draft.Truncate(_random.Below(draft.Length));
                break;
            default:
                Splice(draft, other);
                break;
        }
    }

    /// <summary>The beginning of the one, the end of the other.</summary>
    private void Splice(Draft draft, ReadOnlySpan<byte> other)
    {
        draft.Truncate(_random.Below(draft.Length + 1));
        ReadOnlySpan<byte> end = other[_random.Below(other.Length + 1)..];
        draft.Insert(draft.Length, end);
    }

    /// <summary>A copy, for the piece may be one of the draft into which it goes.</summary>
    private ReadOnlySpan<byte> PieceOf(ReadOnlySpan<byte> source)
    {
        if (source.IsEmpty)
            return [];
        int at = _random.Below(source.Length);
        int length = Math.Min(PieceLength(source.Length - at), _piece.Length);
        source.Slice(at, length).CopyTo(_piece);
        return _piece.AsSpan(0, length);
    }

    private int PieceLength(int most)
        => Math.Min(most, 1 + _random.Below(_random.OneIn(8) ? most : ShortPiece));

    private ReadOnlySpan<byte> Token() => _tokens.Count == 0 ? [] : _random.Of(_tokens);

    /// <summary>A number of 1, 2, 4 or 8 bytes, big-endian as in frames.</summary>
    private ReadOnlySpan<byte> Number()
    {
        BinaryPrimitives.WriteUInt64BigEndian(_piece, _random.Of(Numbers));
        return _piece.AsSpan(0, sizeof(ulong))[^(1 << _random.Below(4))..];
    }

    private int Place(Draft draft) => _random.Below(draft.Length);
}
