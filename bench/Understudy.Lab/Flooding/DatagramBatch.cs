using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Understudy.Lab.Flooding;

/// <summary>
/// Datagrams that a connected socket sends by one system call, <c>sendmmsg</c>, again and again. One call for each
/// would cost a flood a third of its rate. 64-bit Linux.
/// </summary>
internal sealed unsafe partial class DatagramBatch : IDisposable
{
    private readonly byte* _contents;
    private readonly Vector* _vectors;
    private readonly Message* _messages;

    public DatagramBatch(ReadOnlySpan<byte[]> datagrams)
    {
        Count = datagrams.Length;
        int bytes = 0;
        foreach (byte[] datagram in datagrams)
            bytes += datagram.Length;

        _contents = (byte*)NativeMemory.Alloc((nuint)bytes);
        _vectors = (Vector*)NativeMemory.AllocZeroed((nuint)Count, (nuint)sizeof(Vector));
        _messages = (Message*)NativeMemory.AllocZeroed((nuint)Count, (nuint)sizeof(Message));
        byte* next = _contents;
        for (int number = 0; number < Count; number++)
        {
            byte[] datagram = datagrams[number];
            datagram.CopyTo(new Span<byte>(next, datagram.Length));
            _vectors[number] = new Vector { Start = next, Length = (nuint)datagram.Length };
            _messages[number] = new Message { Vectors = _vectors + number, VectorCount = 1 };
            next += datagram.Length;
        }
    }

    public int Count { get; }

    /// <summary>Sends the first of them.</summary>
    /// <param name="socket">Connected to where they shall go; blocking.</param>
    /// <param name="count">How many, at most.</param>
    /// <returns>How many the system took.</returns>
    /// <exception cref="Win32Exception">It took none.</exception>
    public int Send(Socket socket, int count)
    {
        int sent = SendMany(socket.SafeHandle, _messages, (uint)Math.Min(count, Count), 0);
        return sent > 0 ? sent : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_contents);
    }

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    private static partial int SendMany(SafeHandle socket, Message* messages, uint count, int flags);

    /// <summary><c>struct iovec</c></summary>
    private struct Vector
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>
    /// <c>struct mmsghdr</c>: a <c>struct msghdr</c> without address and control data, and how much was sent.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Message
    {
        [FieldOffset(16)]
        public Vector* Vectors;

        [FieldOffset(24)]
        public nuint VectorCount;
    }
}
