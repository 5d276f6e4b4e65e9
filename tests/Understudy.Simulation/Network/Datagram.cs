namespace Understudy.Simulation.Network;

/// <summary>
/// A datagram on its way. Those that reach several hosts are shared, and go back to the pool after the last.
/// </summary>
internal sealed class Datagram
{
    /// <summary>No datagram of a simulation is longer.</summary>
    public const int MaxBytes = 128;

    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;

    public Datagram(int index) => Index = index;

    public int Index { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public int From { get; private set; }

    public Channels Channel { get; private set; }

    /// <summary>Whether it is not what was sent: whoever gets it must drop it.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>How many deliveries are under way.</summary>
    public int Uses { get; set; }

    public void Fill(ReadOnlySpan<byte> bytes, int from, Channels channel)
    {
        bytes.CopyTo(_bytes);
        _length = bytes.Length;
        From = from;
        Channel = channel;
        IsDamaged = false;
        Uses = 0;
    }

    /// <summary>One byte is another.</summary>
    public void Damage(int place, byte value)
    {
        _bytes[place] = value;
        IsDamaged = true;
    }

    public void Truncate(int length)
    {
        _length = length;
        IsDamaged = true;
    }
}
