namespace Understudy.Protocol;

/// <summary>Makes the dialect that a server or a client speaks: the only place that chooses one.</summary>
internal static class Dialects
{
    /// <param name="network">Names the dialect, the cluster, and the longest datagram.</param>
    /// <param name="highestId">The highest id in use.</param>
    public static IDialect Make(NetworkOptions network, int highestId) => network.Dialect switch
    {
        Dialect.Classic => new ClassicDialect(highestId, network.MaxDatagramBytes),
        _ => new FramedDialect(ClusterName.Hash(network.Cluster), highestId, network.MaxDatagramBytes),
    };
}
