using System.Data.Common;

namespace Understudy.Samples.Orders;

/// <summary>What the sample needs of a database. All else is SQL that both kinds understand.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>The type of a column of bytes: the one word that differs.</summary>
    string BytesType { get; }

    /// <summary>
    /// Runs some work in one transaction: all of it is done, or nothing. When this fails while it commits, nobody knows
    /// which of the two it was. May block the thread.
    /// </summary>
    Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Opens a database by what was given for <c>--store</c>.</summary>
    /// <param name="store">A file for SQLite, or a connection string, which has an equals sign, for PostgreSQL.</param>
    static IDatabase Open(string store)
        => store.Contains('=', StringComparison.Ordinal) ? new PostgresDatabase(store) : new SqliteDatabase(store);
}
