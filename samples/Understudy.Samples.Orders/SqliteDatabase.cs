using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Understudy.Samples.Orders;

/// <summary>
/// A file that the servers of one machine share. Not for a network drive: SQLite's locks do not work there.
/// </summary>
/// <remarks>
/// SQLite has one writer at a time, and its calls block the thread, the asynchronous ones too. So there is one
/// connection here, for which transactions wait their turn without a thread: however many requests are in progress, one
/// thread waits for the disk. It must not be the server's request thread; the handler has left that before.
/// </remarks>
internal sealed class SqliteDatabase : IDatabase
{
    /// <summary>How long to wait for another server's transaction, in seconds.</summary>
    private const int BusySeconds = 1;

    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);

    public SqliteDatabase(string file)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusySeconds };
        _connection = new SqliteConnection(settings.ToString());
        _connection.Open();

        // WAL: who reads waits for no writer, and a commit is one write to one file. FULL: what was answered outlives a
        // power cut, too; with NORMAL it outlives only the death of the process.
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText =
            $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
    }

    public string BytesType => "BLOB";

    public async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // BEGIN IMMEDIATE: the lock is taken now. Taken at the first write, it can be refused half-way.
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            T result = await work(_connection);
            transaction.Commit();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _turn.Dispose();
    }
}
