using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class ClusterNameTests
{
    /// <summary>Vectors that the authors of FNV publish (draft-eastlake-fnv), and one beyond ASCII.</summary>
    [Theory]
    [InlineData("", 0xCBF29CE484222325)]
    [InlineData("a", 0xAF63DC4C8601EC8C)]
    [InlineData("foobar", 0x85944171F73967E8)]
    [InlineData("fábrica", 0xAF75245F5B910FF4)]
    public void Hash_OfAName_IsTheFnv1aOfItsUtf8(string name, ulong hash) => Assert.Equal(hash, ClusterName.Hash(name));

    [Fact]
    public void Hashes_OfNamesThatWereOneIn32Bits_Differ()
        => Assert.NotEqual(ClusterName.Hash("costarring"), ClusterName.Hash("liquid"));
}
