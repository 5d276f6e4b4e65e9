using System.Globalization;

namespace Understudy.SystemTests.Soak;

/// <summary>What a process takes of the machine.</summary>
internal readonly record struct Footprint(double MemoryMebibytes, int Handles, int Threads)
{
    public static Footprint Of(int process)
    {
        string[] status = File.ReadAllLines($"/proc/{process}/status");
        return new Footprint(
            Number(status, "VmRSS:") / 1024.0,
            Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count(),
            Number(status, "Threads:"));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{MemoryMebibytes:0.0} MiB, {Handles} handles, {Threads} threads");

    /// <summary>Of a line such as <c>VmRSS:     57884 kB</c>.</summary>
    private static int Number(string[] status, string name)
    {
        string line = status.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
