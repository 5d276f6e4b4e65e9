using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Understudy.Server;

/// <summary>The number of one life of a server, which tells it from an earlier one and from its namesakes.</summary>
internal static class Incarnation
{
    /// <returns>A number that nobody can guess, and not 0.</returns>
    public static ulong New()
        => Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
}
