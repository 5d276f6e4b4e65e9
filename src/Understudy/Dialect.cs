namespace Understudy;

/// <summary>The form of the datagrams. All of one cluster speak the same.</summary>
public enum Dialect
{
    /// <summary>Binary frames with numbers and ranks: no request is lost when a server dies.</summary>
    Framed = 0,

    /// <summary>The original program's: text, and nothing around it.</summary>
    Classic = 1,
}
