using System.Diagnostics;
using System.Globalization;
using System.Net;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Demo;

/// <summary>How this program starts itself as a server, on groups where it meets no other cluster.</summary>
internal sealed record ChildCommand(GroupAddress RequestGroup, GroupAddress HeartbeatGroup, TimeSpan Heartbeat)
{
    private const int MinPort = 20_000;
    private const int MaxPort = 30_000;

    /// <summary>Chooses groups by chance: two demonstrations at a time are unlikely to meet.</summary>
    public static ChildCommand OnChosenGroups(Random random, TimeSpan heartbeat)
    {
        int port = random.Next(MinPort, MaxPort);
        byte last = (byte)random.Next(10, 250);
        return new ChildCommand(Group(last, port), Group((byte)(last + 1), port + 1), heartbeat);

        static GroupAddress Group(byte last, int port) => new(new IPAddress([239, 255, 77, last]), port);
    }

    public ProcessStartInfo Of(int id)
    {
        string program = Environment.ProcessPath ?? throw new DemoException("this program cannot tell where it lies.");
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        string[] arguments =
        [
            "serve", "--id", id.ToString(CultureInfo.InvariantCulture), "--interface", "lo",
            "--group", RequestGroup.ToString(), "--heartbeat-group", HeartbeatGroup.ToString(),
            "--heartbeat", Duration.Format(Heartbeat), "--wait-for-network", "0", "--report", "0",
            "--log-format", "json", "--stop-with-stdin",
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        // What the user has set for servers of their own is not meant for these.
        string[] names = [.. start.Environment.Keys];
        foreach (string name in names.Where(name => name.StartsWith(SettingVariable.Prefix, StringComparison.Ordinal)))
            start.Environment.Remove(name);
        return start;
    }
}
