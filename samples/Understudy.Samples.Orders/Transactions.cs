using System.Data.Common;

namespace Understudy.Samples.Orders;

/// <summary>Transactions that are tried again where the database fails: it restarts, or is busy for long.</summary>
internal static class Transactions
{
    private const int Attempts = 5;
    private static readonly TimeSpan BeforeNextAttempt = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs some work in one transaction, and again if that fails. A commit that failed may have happened all the same,
    /// so this is for work that finds out by itself what has been done already.
    /// </summary>
    /// <exception cref="DbException">Every attempt failed; the work may have been done nevertheless.</exception>
    public static async Task<T> TransactRepeatedlyAsync<T>(
        this IDatabase database, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await database.TransactAsync(work, cancellationToken);
            }
            catch (DbException) when (attempt < Attempts)
            {
                await Task.Delay(BeforeNextAttempt, TimeProvider.System, cancellationToken);
            }
        }
    }
}
