using System.Security.Cryptography;
using Understudy.Fuzzing.Inputs;
using Understudy.Fuzzing.Running;

namespace Understudy.Fuzzing;

/// <summary>
/// An input that failed, in a file that <c>--replay</c> reads, and that becomes part of the starting corpus by being
/// moved there.
/// </summary>
internal static class FailureFile
{
    /// <summary>Writes it, and tells about it.</summary>
    /// <returns>The message.</returns>
    public static string Write(string folder, string target, ulong seed, Failure failure)
    {
        Directory.CreateDirectory(folder);
        byte[] input = Convert.FromHexString(failure.Input);
        string name = Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 4));
        string file = Path.Combine(folder, $"{target}-{name}.hex");
        string[] what = failure.What.Split('\n');
        string text = EscapedText.Escape(input);
        File.WriteAllLines(
            file, [$"# {target}, seed {seed}", .. what.Select(line => "# " + line), "# " + text, failure.Input]);
        return $"""

            FAILED {target}: {failure.What}
              hex   {failure.Input}
              text  {text}
              file  {file}
              again --target {target} --replay {file}
            """;
    }
}
