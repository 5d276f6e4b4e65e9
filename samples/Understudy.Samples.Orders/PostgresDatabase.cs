using System.Data.Common;
using Npgsql;

namespace Understudy.Samples.Orders;

/// <summary>A PostgreSQL server that the servers of all machines share.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    /// <summary>
    /// A server that is paused in the middle of a transaction keeps its locks, and the others wait for them. After so
    /// many milliseconds between two statements the database ends a transaction; one that was only slow is begun again.
    /// </summary>
    private const string EndIdleTransactions = "-c idle_in_transaction_session_timeout=250";

    /// <summary>
    /// Few, for orders of one item wait for each other anyway, and better here than in the database: there, each that
    /// waits keeps its turn, also while its server is paused, and makes the others wait for a timeout of its own.
    /// </summary>
    private const int ConnectionsPerServer = 4;

    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connectionString)
        => _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = EndIdleTransactions,
            MaxPoolSize = ConnectionsPerServer,
        });

    public string BytesType => "BYTEA";

    public async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        // At "read committed", the default, the row that is inserted makes a second transaction for its key wait.
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        T result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
