using System.Data.Common;
using System.Globalization;

namespace Understudy.Samples.Orders;

/// <summary>The effect: takes one piece of an item, and gives it an order number.</summary>
internal static class Stock
{
    private static readonly string[] Items = ["coffee", "tea"];

    /// <summary>Makes the tables, and puts so many pieces of each item into a stock that is new.</summary>
    public static async Task CreateTablesAsync(DbConnection connection, int pieces)
    {
        await connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS stock (
                item TEXT PRIMARY KEY, sold BIGINT NOT NULL, remaining BIGINT NOT NULL)
            """);
        await connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS orders (
                item TEXT NOT NULL, number BIGINT NOT NULL, request TEXT NOT NULL, PRIMARY KEY (item, number))
            """);
        foreach (string item in Items)
        {
            await connection.ExecuteAsync(
                "INSERT INTO stock VALUES (@item, 0, @pieces) ON CONFLICT (item) DO NOTHING",
                ("@item", item),
                ("@pieces", pieces));
        }
    }

    public static async Task<Outcome> OrderAsync(DbConnection connection, string item, RequestId request)
    {
        object[]? row = await connection.ReadRowAsync(
            """
            UPDATE stock SET sold = sold + 1, remaining = remaining - 1 WHERE item = @item AND remaining > 0
            RETURNING sold, remaining
            """,
            ("@item", item));
        if (row is null)
            return Outcome.Rejected($"there is no {item} left");

        await connection.ExecuteAsync(
            "INSERT INTO orders VALUES (@item, @number, @request)",
            ("@item", item),
            ("@number", row[0]),
            ("@request", request.ToString()));
        return Outcome.Ok(string.Create(CultureInfo.InvariantCulture, $"order {row[0]} of {item}, {row[1]} left"));
    }
}
