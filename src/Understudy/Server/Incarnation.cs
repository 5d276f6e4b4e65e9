using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Understudy.Server;

/// <summary>
/// The number of one life of a server, which tells it from an earlier one and from its namesakes, and how much it has
/// said under it. Where somebody else has spoken under it, it takes another.
/// </summary>
/// <remarks>Safe from any thread; the heartbeat thread alone renews it.</remarks>
internal sealed class Incarnation
{
    /// <summary>So many former ones are known for its own: a stranger may say again what was said under them.</summary>
    private const int Memory = 16;

    private readonly Func<ulong> _draw;
    private long _said;
    private readonly ulong[] _former = new ulong[Memory];
    private ulong _number;
    private ulong _saidBefore;
    private int _renewed;

    /// <param name="draw">Draws numbers.</param>
    public Incarnation(Func<ulong> draw)
    {
        _draw = draw;
        _number = Drawn();
    }

    /// <summary>One that nobody can guess.</summary>
    public Incarnation()
        : this(() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))))
    {
    }

    /// <summary>The number; not 0.</summary>
    public ulong Number => Volatile.Read(ref _number);

    /// <summary>The sequence of what was said last.</summary>
    public ulong Said => (ulong)Volatile.Read(ref _said);

    /// <summary>The sequence of what is said next.</summary>
    public ulong Next() => (ulong)Interlocked.Increment(ref _said);

    /// <summary>Whether a number is this one, or was.</summary>
    public bool IsOrWas(ulong number) => number == Number || (number != 0 && _former.Contains(number));

    /// <summary>A period is over: what was said in it is old.</summary>
    public void BeginPeriod() => _saidBefore = Said;

    /// <summary>Whether it is something that this server has said in this period.</summary>
    public bool HasJustSaid(ulong sequence) => sequence > _saidBefore && sequence <= Said;

    /// <summary>Somebody else has spoken under this number.</summary>
    public void Renew()
    {
        _former[_renewed++ % Memory] = _number;
        Volatile.Write(ref _number, Drawn());
    }

    private ulong Drawn() => Math.Max(1, _draw());
}
