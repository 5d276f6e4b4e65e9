using System.Globalization;

namespace Understudy.SystemTests.Load;

/// <summary>How much of it: a number that an environment variable may give instead of the short default.</summary>
internal static class Amount
{
    public static double Of(string variable, double usual)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : usual;
}
