using System.Globalization;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Load;

/// <summary>
/// <c>understudy bench</c> on a host, at a steady rate for a given time, while something happens to the servers.
/// </summary>
internal sealed class BenchLoad : IAsyncDisposable
{
    private readonly ProgramProcess _bench;
    private readonly TimeSpan _duration;

    private BenchLoad(ProgramProcess bench, TimeSpan duration)
    {
        _bench = bench;
        _duration = duration;
    }

    /// <summary>Whether all requests have been sent and have an outcome.</summary>
    public bool IsOver => _bench.HasExited;

    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">How long.</param>
    /// <param name="options">Where the servers are.</param>
    /// <param name="host">The network namespace to ask from.</param>
    public static BenchLoad Start(int rate, TimeSpan duration, string options, NetworkNamespace host)
    {
        long milliseconds = (long)duration.TotalMilliseconds;
        string arguments = string.Create(
            CultureInfo.InvariantCulture, $"bench --rate {rate} --duration {milliseconds}ms --json {options}");
        return new BenchLoad(ProgramProcess.Start(arguments, host), duration);
    }

    /// <summary>Waits until all requests have an outcome.</summary>
    public async Task<LoadCounts> FinishAsync()
    {
        await _bench.WaitForExitAsync(_duration);
        string[] lines = _bench.Output.Lines;
        return lines is [var json]
            ? LoadCounts.Read(json)
            : throw new InvalidOperationException(
                $"The load has no result. It said:\n{_bench.Output}\n{_bench.Errors}");
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
