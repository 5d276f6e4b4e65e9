namespace Understudy.Protocol;

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

    /// <summary>An id above the highest in use; in a frame, also 0.</summary>
    IdOutOfRange,

    /// <summary>Not of the framed dialect.</summary>
    NotAFrame,

    /// <summary>A frame that ends too early.</summary>
    Truncated,

    /// <summary>A frame of another version.</summary>
    OtherVersion,

    /// <summary>A frame of another cluster on this network.</summary>
    OtherCluster,

    /// <summary>A frame of a kind that this version does not know, or that does not belong here.</summary>
    UnknownKind,

    /// <summary>A frame with flags that this version does not know, or with something where it has zeros.</summary>
    UnknownFlags,

    /// <summary>A reply with a status that this version does not know.</summary>
    UnknownStatus,

    /// <summary>From somebody who is not to be answered, whatever it is.</summary>
    ForeignSource,
}
