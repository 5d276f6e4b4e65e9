using System.Globalization;

namespace Understudy.SystemTests.Hosts;

/// <summary>A host without a cable: a network namespace that has its own loopback, and nothing else.</summary>
internal sealed class LoneHost : IDisposable
{
    private static int _count;

    public LoneHost()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"us{Environment.ProcessId}l{Interlocked.Increment(ref _count)}");
        Lan.Ip($"netns add {Name}");
        try
        {
            Lan.Ip($"-n {Name} link set lo up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The network namespace.</summary>
    public string Name { get; }

    public void Dispose() => Lan.Ip($"netns del {Name}");
}
