using System.Data.Common;

namespace Understudy.Samples.Orders;

/// <summary>Carries out an effect once for each request, whichever servers the request reaches.</summary>
/// <remarks>
/// The id of the request is the key of a row that is written in the transaction of the effect. So there is either the
/// effect and its row, or neither; and of two servers that carry out one request, the second finds the row.
/// </remarks>
internal sealed class Outcomes
{
    /// <summary>
    /// How long an outcome is kept. It must outlast every repeat of its request: the client's timeout, 5 s by default,
    /// and the longest pause of a server. A day is far longer than that; it costs some hundred bytes a request.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly IDatabase _database;
    private readonly TimeProvider _time;

    public Outcomes(IDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    public async Task CreateTableAsync(DbConnection connection)
    {
        await connection.ExecuteAsync(
            $"""
            CREATE TABLE IF NOT EXISTS outcomes (
                request TEXT PRIMARY KEY,
                written BIGINT NOT NULL,
                status INTEGER,
                reply {_database.BytesType})
            """);
        await connection.ExecuteAsync("CREATE INDEX IF NOT EXISTS outcomes_by_age ON outcomes (written)");
    }

    /// <summary>Carries out the effect of a request, or gives what came of it before.</summary>
    /// <param name="id">The request's id, which all its repeats have.</param>
    /// <param name="effect">Changes the same database, by the connection it is given, and nothing else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DbException">The database failed again and again; the effect may have happened.</exception>
    public Task<Outcome> OnceAsync(
        RequestId id, Func<DbConnection, Task<Outcome>> effect, CancellationToken cancellationToken)
        => _database.TransactRepeatedlyAsync(connection => OnceAsync(connection, id, effect), cancellationToken);

    /// <summary>Deletes what is older than <see cref="Kept"/>. Any server may do it, at any time.</summary>
    public Task<int> PruneAsync(CancellationToken cancellationToken)
        => _database.TransactAsync(
            connection => connection.ExecuteAsync(
                "DELETE FROM outcomes WHERE written < @before", ("@before", Now - (long)Kept.TotalSeconds)),
            cancellationToken);

    private async Task<Outcome> OnceAsync(
        DbConnection connection, RequestId id, Func<DbConnection, Task<Outcome>> effect)
    {
        (string, object) request = ("@request", id.ToString());

        // Where another server works on the same request, this waits until its transaction ends.
        int isFirst = await connection.ExecuteAsync(
            "INSERT INTO outcomes (request, written) VALUES (@request, @now) ON CONFLICT (request) DO NOTHING",
            request,
            ("@now", Now));
        if (isFirst == 0)
        {
            object[] row = (await connection.ReadRowAsync(
                "SELECT status, reply FROM outcomes WHERE request = @request", request))!;
            return new Outcome((HandlerStatus)Convert.ToInt32(row[0], null), (byte[])row[1]);
        }

        Outcome outcome = await effect(connection);
        await connection.ExecuteAsync(
            "UPDATE outcomes SET status = @status, reply = @reply WHERE request = @request",
            request,
            ("@status", (int)outcome.Status),
            ("@reply", outcome.Reply));
        return outcome;
    }
}
