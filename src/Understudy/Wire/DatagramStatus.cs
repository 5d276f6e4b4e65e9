namespace Understudy.Wire;

/// <summary>What a parser made of a datagram. Bad input is a status and a count, never an exception.</summary>
internal enum DatagramStatus
{
    /// <summary>It is what it should be.</summary>
    Ok,

    /// <summary>It has no bytes.</summary>
    Empty,

    /// <summary>It has more bytes than this dialect, or this cluster, sends.</summary>
    Oversized,

    /// <summary>It is not UTF-8, or holds control characters.</summary>
    NotText,

    /// <summary>A heartbeat that is not decimal digits and nothing else.</summary>
    NotAnId,

    /// <summary>A heartbeat of an id above the highest in use.</summary>
    IdOutOfRange,
}
