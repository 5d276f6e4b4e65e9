using System.Globalization;
using Understudy.Tests.Repository;

namespace Understudy.SystemTests.Load;

/// <summary>
/// What a test measured, for whoever wants to read it after a test that passed: in the test's output, and at the end
/// of a file of <c>artifacts/system-tests</c>.
/// </summary>
internal static class TestResults
{
    public static void Tell(string test, string text)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        string folder = Path.Combine(SourceTree.Root, "artifacts", "system-tests");
        Directory.CreateDirectory(folder);
        string time = TimeProvider.System.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        File.AppendAllText(Path.Combine(folder, test + ".txt"), $"{time}\n{text}\n\n");
    }
}
