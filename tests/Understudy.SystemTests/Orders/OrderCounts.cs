using System.Data.Common;
using System.Globalization;
using Understudy.Samples.Orders;

namespace Understudy.SystemTests.Orders;

/// <summary>What the database holds after a load, beside what the clients were told.</summary>
internal sealed record OrderCounts
{
    /// <summary>What the clients saw.</summary>
    public required LoadReport Load { get; init; }

    /// <summary>Orders in the database: effects that were applied.</summary>
    public required long Orders { get; init; }

    /// <summary>Requests that these orders are of.</summary>
    public required long Requests { get; init; }

    /// <summary>Outcomes that are remembered, one a request.</summary>
    public required long Outcomes { get; init; }

    /// <summary>By how many pieces the stock shrank.</summary>
    public required long Sold { get; init; }

    /// <summary>Orders whose number no client was told.</summary>
    public required int NeverAnswered { get; init; }

    /// <summary>Numbers that clients were told, and that are none or were told twice.</summary>
    public required int MadeUp { get; init; }

    public long AppliedAgain => Orders - Requests;

    /// <summary>
    /// Each request sent is answered, each answer is an order of its own, and no order is without its answer.
    /// </summary>
    public bool AreExact => Load is { Sent: > 0, Lost: 0, Rejected: 0 }
        && NeverAnswered == 0 && MadeUp == 0 && AppliedAgain == 0
        && Orders == Load.Numbers.Length && Outcomes == Load.Sent && Sold == Orders;

    public static async Task<OrderCounts> ReadAsync(LoadReport load, TestStore store, int pieces)
    {
        await using DbConnection connection = await store.ConnectAsync();
        object[] counts = Assert.Single(await RowsAsync(
            connection,
            """
            SELECT (SELECT COUNT(*) FROM orders),
                   (SELECT COUNT(DISTINCT request) FROM orders),
                   (SELECT COUNT(*) FROM outcomes),
                   (SELECT SUM(remaining) FROM stock WHERE item = 'tea')
            """));
        long[] numbers = [.. (await RowsAsync(connection, "SELECT number FROM orders")).Select(row => Long(row[0]))];
        return new OrderCounts
        {
            Load = load,
            Orders = Long(counts[0]),
            Requests = Long(counts[1]),
            Outcomes = Long(counts[2]),
            Sold = pieces - Long(counts[3]),
            NeverAnswered = numbers.Except(load.Numbers).Count(),
            MadeUp = load.Numbers.Length - load.Numbers.Intersect(numbers).Count(),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Load}\nin the database: {Orders} orders of {Requests} requests, {Outcomes} outcomes, stock less by {Sold}; "
        + $"applied again {AppliedAgain}, never answered {NeverAnswered}, answered without an order {MadeUp}");

    private static long Long(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static async Task<List<object[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
