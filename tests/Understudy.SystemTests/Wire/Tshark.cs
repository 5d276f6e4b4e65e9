using System.Diagnostics;
using Understudy.SystemTests.Processes;
using Understudy.Tests.Repository;

namespace Understudy.SystemTests.Wire;

/// <summary>tshark, with the dissector of this repository.</summary>
internal static class Tshark
{
    private static readonly string[] Programs =
        ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"];

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Why it cannot run here, or null where it can.</summary>
    public static string? Obstacle => Program is null ? "the dissector needs tshark" : null;

    private static string? Program => Array.Find(Programs, File.Exists);

    /// <summary>Reads a capture.</summary>
    /// <returns>The value of each field asked for, packet by packet.</returns>
    public static async Task<string[][]> ReadFieldsAsync(PcapFile capture, string[] fields, params string[] options)
    {
        string output = await ReadAsync(
            capture,
            ["-T", "fields", "-E", "separator=/t", .. options, .. fields.SelectMany(field => (string[])["-e", field])]);
        return [.. output.Split('\n')[..^1].Select(line => line.Split('\t'))];
    }

    /// <summary>Captures what is said on loopback, until it is disposed.</summary>
    /// <returns>The capture, once it is under way; each packet adds a line to its output.</returns>
    public static async Task<ProgramProcess> CaptureAsync(params string[] options)
    {
        ProgramProcess tshark = ProgramProcess.Start(StartInfo(["-i", "lo", "-f", "udp", "-l", .. options]));
        await tshark.Errors.WaitForAsync("Capture started");
        return tshark;
    }

    /// <summary>Reads a capture.</summary>
    /// <returns>What tshark prints.</returns>
    public static async Task<string> ReadAsync(PcapFile capture, params string[] options)
    {
        using Process tshark = Process.Start(StartInfo(["-r", capture.Path, .. options]))!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            Task<string> errors = tshark.StandardError.ReadToEndAsync(deadline.Token);
            string output = await tshark.StandardOutput.ReadToEndAsync(deadline.Token);
            await tshark.WaitForExitAsync(deadline.Token);
            Assert.DoesNotContain("lua", await errors, StringComparison.OrdinalIgnoreCase);
            Assert.True(tshark.ExitCode == 0, await errors);
            return output;
        }
        finally
        {
            if (!tshark.HasExited)
                tshark.Kill();
        }
    }

    private static ProcessStartInfo StartInfo(string[] options)
    {
        string script = Path.Combine(SourceTree.Root, "docs", "wireshark", "understudy.lua");
        var start = new ProcessStartInfo(Program!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-X", $"lua_script:{script}", "-n", .. options])
            start.ArgumentList.Add(argument);
        return start;
    }
}
