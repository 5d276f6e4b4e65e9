using System.Globalization;

namespace Understudy.Diagnostics;

/// <summary>
/// How many lines like this one were held back: the last words of its message, and a number among its fields.
/// </summary>
/// <param name="Count">How many, since the last line of its kind.</param>
internal readonly record struct Alike(long Count)
{
    public override string ToString()
        => Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {Count} more like it)");
}
