using System.Text;

namespace Understudy.Protocol;

/// <summary>
/// A cluster's name on the wire: the FNV-1a hash (Fowler, Noll and Vo; 64 bits) of its UTF-8 bytes. It prevents mix-ups
/// between clusters that share a network; it is no secret.
/// </summary>
/// <remarks>In 32 bits everyday words collide: <c>costarring</c> and <c>liquid</c>, for one pair.</remarks>
internal static class ClusterName
{
    private const ulong OffsetBasis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static ulong Hash(string name)
    {
        ulong hash = OffsetBasis;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ value) * Prime);
        return hash;
    }
}
