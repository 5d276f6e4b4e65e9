using System.Text;

namespace Understudy.Fuzzing.Targets;

/// <summary>A parser, and what must be true of it whatever it is given.</summary>
internal abstract class FuzzTarget
{
#if DEBUG
    /// <summary>What allocates nothing: without optimisation, the test of a flag does.</summary>
    protected const long Nothing = 256;
#else
    /// <summary>What allocates nothing.</summary>
    protected const long Nothing = 0;
#endif

    /// <summary>As the command line has it.</summary>
    public abstract string Name { get; }

    /// <summary>The longest input, in bytes.</summary>
    public abstract int MaxLength { get; }

    /// <summary>The most that any input may make it allocate, in bytes.</summary>
    public abstract long MaxAllocatedBytes { get; }

    /// <summary>Words of its language, which random changes would hardly ever hit upon.</summary>
    public abstract IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Brings it back into the state that every input is to meet. Not measured.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Has it read an input; this is what is measured.</summary>
    public abstract void Run(ReadOnlyMemory<byte> input);

    /// <summary>Looks at what it made of the input it has just read. Not measured.</summary>
    /// <exception cref="WrongBehaviourException">Something that must not be.</exception>
    public virtual void Verify(ReadOnlyMemory<byte> input)
    {
    }

    /// <summary>Words that are separated by blanks.</summary>
    protected static byte[][] Words(string words) => [.. words.Split(' ').Select(Encoding.UTF8.GetBytes)];

    protected static void Require(bool condition, string rule)
    {
        if (!condition)
            throw new WrongBehaviourException(rule);
    }
}
