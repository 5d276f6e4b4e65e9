using System.Text;

namespace Understudy.Protocol;

/// <summary>
/// A cluster's name on the wire: the FNV-1a hash (Fowler, Noll and Vo; 32 bits) of its UTF-8 bytes. It prevents mix-ups
/// between clusters that share a network; it is no secret.
/// </summary>
internal static class ClusterName
{
    private const uint OffsetBasis = 2_166_136_261;
    private const uint Prime = 16_777_619;

    public static uint Hash(string name)
    {
        uint hash = OffsetBasis;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ value) * Prime);
        return hash;
    }
}
