using System.Diagnostics;
using System.Globalization;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A switched LAN on this machine: a bridge, and hosts 10.77.0.1, 10.77.0.2 … with a cable each, every one of them a
/// network namespace. Nothing that happens on it leaves the machine. Disposing it removes it all.
/// </summary>
internal sealed class Lan : IDisposable
{
    private static readonly string[] IpPrograms = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"];

    private static int _count;

    private readonly string _prefix = string.Create(
        CultureInfo.InvariantCulture, $"us{Environment.ProcessId}x{Interlocked.Increment(ref _count)}-");

    private readonly int _hosts;

    public Lan(int hosts)
    {
        _hosts = hosts;
        Ip($"netns add {Switch}");
        InSwitch("link set lo up");
        InSwitch("link add br0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0");
        InSwitch("link set br0 up");
        for (int host = 1; host <= hosts; host++)
        {
            Ip($"netns add {Host(host)}");
            InSwitch($"link add p{host} type veth peer name eth0 netns {Host(host)}");
            InSwitch($"link set p{host} master br0 up");
            OnHost(host, "link set lo up");
            OnHost(host, "link set eth0 up");
            AddAddress(host);
        }
    }

    /// <summary>Why no LAN can be made here, or null where one can.</summary>
    public static string? Obstacle
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return "network namespaces need Linux";
            if (!Environment.IsPrivilegedProcess)
                return "network namespaces need root";
            return IpPrograms.Any(File.Exists) ? null : "network namespaces need iproute2";
        }
    }

    private string Switch => _prefix + "sw";

    /// <summary>The network namespace of a host, from 1.</summary>
    public string Host(int host) => $"{_prefix}n{host}";

    /// <summary>Pulls the cable of a host, or puts it back.</summary>
    public void SetCable(int host, bool connected) => InSwitch($"link set p{host} {(connected ? "up" : "down")}");

    /// <summary>Takes a host's interface down, which also takes its routes.</summary>
    public void TakeInterfaceDown(int host)
    {
        OnHost(host, "link set eth0 down");
        OnHost(host, $"addr flush dev eth0");
    }

    /// <summary>Brings a host's interface up again, with its address.</summary>
    public void BringInterfaceUp(int host)
    {
        OnHost(host, "link set eth0 up");
        AddAddress(host);
    }

    /// <summary>Gives a host's interface another address.</summary>
    public void ChangeAddress(int host, string address)
    {
        OnHost(host, "addr flush dev eth0");
        OnHost(host, $"addr add {address}/24 brd + dev eth0");
    }

    /// <summary>Takes a host's card out and puts a new one in: same name, same address, another index.</summary>
    public void ReplaceInterface(int host)
    {
        InSwitch($"link del p{host}");
        InSwitch($"link add p{host} type veth peer name eth0 netns {Host(host)}");
        InSwitch($"link set p{host} master br0 up");
        BringInterfaceUp(host);
    }

    public void Dispose()
    {
        for (int host = 1; host <= _hosts; host++)
            Ip($"netns del {Host(host)}");
        Ip($"netns del {Switch}");
    }

    private static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {errors}");
    }

    private void AddAddress(int host) => OnHost(host, $"addr add 10.77.0.{host}/24 brd + dev eth0");

    private void InSwitch(string arguments) => Ip($"-n {Switch} {arguments}");

    private void OnHost(int host, string arguments) => Ip($"-n {Host(host)} {arguments}");
}
