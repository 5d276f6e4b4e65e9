namespace Understudy;

/// <summary>The form of the datagrams. All servers and clients of a cluster must use the same.</summary>
public enum Dialect
{
    /// <summary>Binary frames that number requests and tell ranks: no request is lost when a server dies.</summary>
    Framed = 0,

    /// <summary>The original program's: text, and nothing around it.</summary>
    Classic = 1,
}
