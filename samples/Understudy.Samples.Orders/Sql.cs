using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Understudy.Samples.Orders;

/// <summary>One statement with its values, such as <c>("@item", "tea")</c>.</summary>
internal static class Sql
{
    /// <returns>How many rows it wrote.</returns>
    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using DbCommand command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <returns>The first row, or null where there is none.</returns>
    public static async Task<object[]?> ReadRowAsync(
        this DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using DbCommand command = Command(connection, sql, values);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;

        object[] row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }

    [SuppressMessage("Security", "CA2100", Justification = "What comes from others is a value, never part of the SQL.")]
    private static DbCommand Command(DbConnection connection, string sql, (string Name, object Value)[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
