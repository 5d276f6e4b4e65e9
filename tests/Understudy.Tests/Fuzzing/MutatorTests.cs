using CsCheck;
using Understudy.Fuzzing.Mutating;

namespace Understudy.Tests.Fuzzing;

public class MutatorTests
{
    private const int MaxLength = 40;

    private static readonly byte[][] Tokens = ["token"u8.ToArray(), [], new byte[MaxLength + 10]];

    private static readonly Gen<byte[]> Input = Gen.Byte.Array[0, MaxLength];

    [Fact]
    public void Mutate_WithOneSeed_MakesTheSameInputs()
        => Gen.Select(Gen.ULong, Input, Input).Sample((seed, input, other)
            => Assert.Equal(Mutate(seed, input, other), Mutate(seed, input, other)));

    [Fact]
    public void Mutate_WithManySeeds_MakesManyInputs()
    {
        IEnumerable<string> made = Enumerable.Range(0, 1000)
            .Select(seed => Convert.ToHexString(Mutate((ulong)seed, "an input"u8.ToArray(), "another"u8.ToArray())[0]));
        Assert.InRange(made.Distinct().Count(), 700, 1000);
    }

    [Fact]
    public void Mutate_AnyInput_StaysWithinTheLength()
        => Gen.Select(Gen.ULong, Input, Input).Sample((seed, input, other)
            => Assert.All(Mutate(seed, input, other), made => Assert.InRange(made.Length, 0, MaxLength)));

    [Theory]
    [InlineData(0, "XYabcd")]
    [InlineData(2, "abXYcd")]
    [InlineData(4, "abcdXY")]
    public void Insert_AtAnyPlace_MovesWhatIsBehind(int at, string expected)
    {
        var draft = new Draft(maxLength: 6);
        draft.Set("abcd"u8);
        draft.Insert(at, "XY"u8);
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(draft.Bytes));
    }

    [Fact]
    public void Insert_OfTooMuch_LosesTheEnd()
    {
        var draft = new Draft(maxLength: 5);
        draft.Set("abcd"u8);
        draft.Insert(1, "XYZ"u8);
        Assert.Equal("aXYZb"u8, draft.Bytes);
        draft.Insert(5, "V"u8);
        Assert.Equal("aXYZb"u8, draft.Bytes);
    }

    [Fact]
    public void Delete_InTheMiddle_JoinsWhatIsLeft()
    {
        var draft = new Draft(maxLength: 5);
        draft.Set("abcde"u8);
        draft.Delete(1, 3);
        Assert.Equal("ae"u8, draft.Bytes);
    }

    [Fact]
    public void Overwrite_AtTheEnd_MakesItLongerUpToTheLimit()
    {
        var draft = new Draft(maxLength: 5);
        draft.Set("abcd"u8);
        draft.Overwrite(3, "XYZ"u8);
        Assert.Equal("abcXY"u8, draft.Bytes);
    }

    /// <summary>Twenty rounds of changes, each on top of the last.</summary>
    private static List<byte[]> Mutate(ulong seed, byte[] input, byte[] other)
    {
        var mutator = new Mutator(new SeededRandom(seed), Tokens, MaxLength);
        var draft = new Draft(MaxLength);
        draft.Set(input);
        var made = new List<byte[]>();
        for (int round = 0; round < 20; round++)
        {
            mutator.Mutate(draft, other);
            made.Add(draft.Bytes.ToArray());
        }

        return made;
    }
}
