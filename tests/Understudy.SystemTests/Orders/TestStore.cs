using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Understudy.SystemTests.Orders;

/// <summary>The database under a test: new, and gone after it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private readonly DirectoryInfo? _folder;
    private readonly PostgresServer? _server;

    private TestStore(DirectoryInfo folder)
    {
        _folder = folder;
        Option = Path.Combine(folder.FullName, "orders.db");
    }

    private TestStore(PostgresServer server)
    {
        _server = server;
        Option = server.ConnectionString;
    }

    /// <summary>What the sample is given for <c>--store</c>.</summary>
    public string Option { get; }

    public static async Task<TestStore> MakeAsync(string kind)
    {
        if (kind == Sqlite)
            return new TestStore(Directory.CreateTempSubdirectory("understudy-orders-"));
        PostgresServer.SkipWhereNoneCanBeStarted();
        return new TestStore(await PostgresServer.StartAsync());
    }

    /// <summary>A connection of the test's own, which shares nothing with the code under test.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        var file = new SqliteConnectionStringBuilder { DataSource = Option, Pooling = false };
        DbConnection connection = _server is null
            ? new SqliteConnection(file.ToString())
            : new NpgsqlConnection(Option);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
