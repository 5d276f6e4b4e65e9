using System.Diagnostics;
using System.Globalization;

namespace Understudy.SystemTests.Hosts;

/// <summary>
/// A switched LAN on this machine: a bridge, and hosts 10.77.0.1, 10.77.0.2 … with a cable each, every one of them a
/// network namespace. Nothing that happens on it leaves the machine. Disposing it removes it all. Without the bridge, the
/// cables end at a switch that passes nothing on, until a program there does.
/// </summary>
internal sealed class Lan : IDisposable
{
    private static readonly string[] IpPrograms = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"];

    private static int _count;

    private readonly string _prefix = string.Create(
        CultureInfo.InvariantCulture, $"us{Environment.ProcessId}x{Interlocked.Increment(ref _count)}-");

    private readonly bool _isBridged;
    private readonly List<string> _namespaces = [];

    public Lan(int hosts, bool isBridged = true)
    {
        _isBridged = isBridged;
        try
        {
            AddNamespace(Switch);
            InSwitch("link set lo up");
            if (isBridged)
            {
                InSwitch("link add br0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0");
                InSwitch("link set br0 up");
            }

            for (int host = 1; host <= hosts; host++)
                AddHost(host);
        }
        catch
        {
            Dispose();
            throw;
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

    /// <summary>The network namespace where the cables end.</summary>
    public string Switch => _prefix + "sw";

    /// <summary>The network namespace of a host, from 1.</summary>
    public string Host(int host) => $"{_prefix}n{host}";

    /// <summary>The name of a cable's end at the switch.</summary>
    public static string Port(int host) => $"p{host}";

    /// <summary>Pulls the cable of a host, or puts it back.</summary>
    public void SetCable(int host, bool connected) => InSwitch($"link set {Port(host)} {(connected ? "up" : "down")}");

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
        InSwitch($"link del {Port(host)}");
        Connect(host);
        BringInterfaceUp(host);
    }

    public void Dispose()
    {
        List<Exception> errors = [];
        foreach (string name in _namespaces)
        {
            try
            {
                Ip($"netns del {name}");
            }
            catch (InvalidOperationException error)
            {
                errors.Add(error);
            }
        }

        _namespaces.Clear();
        if (errors.Count > 0)
            throw new AggregateException(errors);
    }

    /// <summary>Runs the program that makes networks.</summary>
    public static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {errors}");
    }

    private void AddNamespace(string name)
    {
        Ip($"netns add {name}");
        _namespaces.Add(name);
    }

    private void AddHost(int host)
    {
        AddNamespace(Host(host));
        Connect(host);
        OnHost(host, "link set lo up");
        BringInterfaceUp(host);
    }

    private void Connect(int host)
    {
        InSwitch($"link add {Port(host)} type veth peer name eth0 netns {Host(host)}");
        InSwitch($"link set {Port(host)} {(_isBridged ? "master br0 " : "")}up");
    }

    private void AddAddress(int host) => OnHost(host, $"addr add 10.77.0.{host}/24 brd + dev eth0");

    private void InSwitch(string arguments) => Ip($"-n {Switch} {arguments}");

    private void OnHost(int host, string arguments) => Ip($"-n {Host(host)} {arguments}");
}
