using System.Buffers.Binary;
using System.Net;

namespace Understudy.SystemTests.Wire;

/// <summary>
/// A capture of made-up UDP datagrams, in the classic pcap format, one a second. Disposing it deletes it.
/// </summary>
internal sealed class PcapFile : IDisposable
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;
    private const int IpHeaderLength = 20;
    private const int UdpHeaderLength = 8;

    /// <summary>LINKTYPE_RAW: each packet begins with its IP header.</summary>
    private const uint RawIp = 101;

    private readonly FileStream _file;
    private uint _seconds;

    public PcapFile()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".pcap");
        _file = File.Create(Path);
        Span<byte> header = stackalloc byte[FileHeaderLength];
        header.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(header[20..], RawIp);
        _file.Write(header);
    }

    public string Path { get; }

    public void Add(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        int length = IpHeaderLength + UdpHeaderLength + datagram.Length;
        byte[] record = new byte[RecordHeaderLength + length];
        BinaryPrimitives.WriteUInt32BigEndian(record, _seconds++);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(8), length);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(12), length);

        // Version 4 with 5 words of header, a time to live that no unicast packet is blamed for, UDP. The checksums are
        // left out.
        Span<byte> ip = record.AsSpan(RecordHeaderLength);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)length);
        ip[8] = 64;
        ip[9] = 17;
        from.Address.TryWriteBytes(ip[12..], out _);
        to.Address.TryWriteBytes(ip[16..], out _);

        Span<byte> udp = ip[IpHeaderLength..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpHeaderLength + datagram.Length));
        datagram.CopyTo(udp[UdpHeaderLength..]);
        _file.Write(record);
        _file.Flush();
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(Path);
    }
}
