namespace Understudy.Protocol;

/// <summary>What became of a request at the server that replies.</summary>
internal enum ReplyStatus : byte
{
    /// <summary>It was carried out: the payload is the result.</summary>
    Done = 0,

    /// <summary>The handler refuses it, as every other would: the payload says why.</summary>
    Rejected = 1,

    /// <summary>This server could not carry it out. Another may.</summary>
    Failed = 2,
}
