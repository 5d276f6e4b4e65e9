using System.Data.Common;

namespace Understudy.Samples.Orders;

/// <summary>Deletes old outcomes again and again, until the server is to end.</summary>
internal static class Pruning
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(Outcomes outcomes, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await outcomes.PruneAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (DbException error)
            {
                Console.Error.WriteLine($"old outcomes stay until the next time: {error.Message}");
            }

            await Task.Delay(Interval, TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
