using Understudy.Protocol;

namespace Understudy.Tests.Protocol;

public class ClusterNameTests
{
    /// <summary>Vectors that the authors of FNV publish (draft-eastlake-fnv), and one beyond ASCII.</summary>
    [Theory]
    [InlineData("", 0x811C9DC5)]
    [InlineData("a", 0xE40C292C)]
    [InlineData("foobar", 0xBF9CF968)]
    [InlineData("fábrica", 0x377DFC74)]
    public void Hash_OfAName_IsTheFnv1aOfItsUtf8(string name, uint hash) => Assert.Equal(hash, ClusterName.Hash(name));
}
