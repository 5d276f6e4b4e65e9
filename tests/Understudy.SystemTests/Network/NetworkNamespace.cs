using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Understudy.SystemTests.Network;

/// <summary>
/// A host without a cable: a network namespace that has its own loopback, and nothing else yet. Disposing it removes
/// it.
/// </summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x40000000;

    private static readonly string[] IpPrograms = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"];

    private static int _count;

    public NetworkNamespace()
    {
        Name = string.Create(
            CultureInfo.InvariantCulture, $"us{Environment.ProcessId}n{Interlocked.Increment(ref _count)}");
        RunIp($"netns add {Name}");
        try
        {
            Ip("link set lo up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Name { get; }

    public static void SkipWhereNoneCanBeMade()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "network namespaces need Linux");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(IpPrograms.Any(File.Exists), "network namespaces need iproute2");
    }

    /// <summary>Runs the program that makes networks, in this namespace.</summary>
    public void Ip(string arguments) => RunIp($"-n {Name} {arguments}");

    /// <summary>Makes a socket on this host: it stays for life in the namespace it was made in.</summary>
    public T Run<T>(Func<T> make)
    {
        T result = default!;
        Exception? failure = null;

        // The namespace is the thread's: one that ends afterwards takes nobody else along.
        var thread = new Thread(() =>
        {
            try
            {
                using SafeFileHandle handle = File.OpenHandle($"/run/netns/{Name}");
                if (SetNamespace(handle, CloneNewNet) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                result = make();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null
            ? result
            : throw new InvalidOperationException($"Nothing could be made in {Name}.", failure);
    }

    public void Dispose() => RunIp($"netns del {Name}");

    private static void RunIp(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {errors}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeHandle descriptor, int kind);
}
