using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Understudy.SystemTests.Hosts;

/// <summary>Makes sockets on another host: a socket stays for life in the namespace it was made in.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    public static T Run<T>(string name, Func<T> make)
    {
        T result = default!;
        Exception? failure = null;

        // The namespace is the thread's: one that ends afterwards takes nobody else along.
        var thread = new Thread(() =>
        {
            try
            {
                using FileStream handle = File.OpenRead($"/run/netns/{name}");
                if (SetNamespace(handle.SafeFileHandle, CloneNewNet) != 0)
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
        return failure is null ? result : throw new InvalidOperationException($"Nothing could be made in {name}.", failure);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeHandle descriptor, int kind);
}
