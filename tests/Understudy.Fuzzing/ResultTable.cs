using System.Globalization;
using Understudy.Fuzzing.Running;

namespace Understudy.Fuzzing;

/// <summary>A line for each target, written as soon as it is known.</summary>
internal sealed class ResultTable
{
    private static readonly (string Title, int Width)[] Columns =
    [
        ("target", -18), ("inputs", 10), ("inputs/s", 9), ("edges", 6), ("corpus", 7), ("slowest µs", 11),
        ("most bytes", 11),
    ];

    private readonly TextWriter _output;

    public ResultTable(TextWriter output)
    {
        _output = output;
        WriteLine([.. Columns.Select(column => column.Title)]);
    }

    public void Write(string target, FuzzResult result)
        => WriteLine(
            target,
            Number(result.Inputs),
            Number(result.Inputs / Math.Max(result.Seconds, 0.001)),
            Number(result.Edges),
            Number(result.Corpus),
            result.SlowestMicroseconds.ToString("0.0", CultureInfo.InvariantCulture),
            Number(result.LargestAllocation));

    private void WriteLine(params string[] cells)
    {
        IEnumerable<string> padded = cells.Zip(Columns, (cell, column)
            => column.Width < 0 ? cell.PadRight(-column.Width) : cell.PadLeft(column.Width));
        _output.WriteLine(string.Join(' ', padded));
        _output.Flush();
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
