using System.Net;
using Understudy.Transport.Udp;

namespace Understudy.Tests.Transport;

/// <summary>UDP multicast on loopback, on groups of this test alone.</summary>
public sealed class UdpTransportTests : DatagramTransportContract
{
    private static int _count;

    private readonly NetworkOptions _options;

    public UdpTransportTests()
        : this(Options())
    {
    }

    private UdpTransportTests(NetworkOptions options)
        : base(new UdpNetwork(options)) => _options = options;

    [Fact]
    public void Place_IsTheInterfaceAndItsAddress()
    {
        using IDatagramTransport client = new UdpNetwork(_options).OpenClient();
        Assert.Equal("lo (127.0.0.1)", client.Place);
    }

    /// <summary>Whoever puts another's address for the sender had a server send that one 95 times as much.</summary>
    [Theory]
    [InlineData("127.0.0.1", 1, true)]
    [InlineData("127.9.8.7", 1, true)]
    [InlineData("10.0.0.1", 1, false)]
    [InlineData("128.0.0.1", 1, false)]
    [InlineData("10.0.0.1", 2, true)]
    public void Source_OutsideTheInterfacesNetworks_IsAnsweredOnlyWhereDatagramsGoFurther(
        string source, int timeToLive, bool isAnswered)
    {
        NetworkOptions options = _options with { TimeToLive = timeToLive };
        using IDatagramTransport server = new UdpNetwork(options).OpenServer(Lane.Requests);
        Assert.Equal(isAnswered, server.MayAnswer(new Peer(new IPEndPoint(IPAddress.Parse(source), 9))));
    }

    [Fact]
    public void ReceiveBuffer_ThatIsNotGranted_IsWarnedOf()
    {
        NetworkOptions greedy = _options with { ReceiveBufferBytes = 1 << 30 };
        using IDatagramTransport granted = new UdpNetwork(_options).OpenServer(Lane.Requests);
        using IDatagramTransport cut = new UdpNetwork(greedy).OpenServer(Lane.Requests);
        Assert.Null(granted.Warning);
        Assert.Matches(
            @"^The receive buffer is \d+ bytes; 1073741824 were asked \(sysctl net\.core\.rmem_max\)$", cut.Warning);
    }

    /// <summary>Linux lets whoever may administer the network pass its limit.</summary>
    [Fact]
    public void ReceiveBuffer_AboveTheSystemsLimit_IsGrantedToWhoMayPassIt()
    {
        const int Bytes = 64 << 20;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such option");
        Assert.SkipUnless(MayAdministerTheNetwork(), "the limit needs CAP_NET_ADMIN");
        using IDatagramTransport server = new UdpNetwork(_options with { ReceiveBufferBytes = Bytes })
            .OpenServer(Lane.Requests);
        Assert.Null(server.Warning);
    }

    /// <summary>In the system's usual buffer a tenth of 512 answers had no room, and was asked for again.</summary>
    [Fact]
    public void Client_ToWhichManyAnswersComeAtOnce_HasRoomForThem()
    {
        const int Bytes = 1 << 20;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such option");
        Assert.SkipUnless(MayAdministerTheNetwork(), "the limit needs CAP_NET_ADMIN");
        NetworkOptions options = _options with { ReceiveBufferBytes = Bytes };
        byte[] buffer = new byte[2048];
        var from = new Peer();
        using IDatagramTransport server = new UdpNetwork(options).OpenServer(Lane.Requests);
        using IDatagramTransport client = new UdpNetwork(options).OpenClient();
        Assert.True(client.SendToGroup(Lane.Requests, "ask"u8).IsSent);
        Assert.NotNull(server.Receive(buffer, from, TimeSpan.FromSeconds(30)));
        for (int answer = 0; answer < 1024; answer++)
            Assert.True(server.Send(from, buffer.AsSpan(0, 64)).IsSent);
        for (int answer = 0; answer < 1024; answer++)
            Assert.Equal(64, client.Receive(buffer, from, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Membership_ThatIsRefreshed_StillHearsTheGroup()
    {
        byte[] buffer = new byte[16];
        using IDatagramTransport server = new UdpNetwork(_options).OpenServer(Lane.Requests);
        server.Maintain(TimeSpan.Zero);
        server.Maintain(_options.IgmpRefresh);
        Assert.True(server.SendToGroup(Lane.Requests, "hi"u8).IsSent);
        Assert.Equal(2, server.Receive(buffer, new Peer(), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void SendAndReceive_AllocateNothing()
    {
        byte[] buffer = new byte[16];
        var from = new Peer();
        using IDatagramTransport server = new UdpNetwork(_options).OpenServer(Lane.Requests);
        using IDatagramTransport client = new UdpNetwork(_options).OpenClient();
        Exchange();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 100; count++)
            Exchange();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Exchange()
        {
            _ = client.SendToGroup(Lane.Requests, "ask"u8);
            _ = server.Receive(buffer, from, Timeout.InfiniteTimeSpan);
            _ = server.Send(from, "answer"u8);
            _ = client.Receive(buffer, from, TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Whether the bit 12 of the effective capabilities is set.</summary>
    private static bool MayAdministerTheNetwork()
    {
        string line = File.ReadLines("/proc/self/status")
            .First(each => each.StartsWith("CapEff", StringComparison.Ordinal));
        return (Convert.ToUInt64(line[7..].Trim(), 16) & (1 << 12)) != 0;
    }

    private static NetworkOptions Options()
    {
        int port = 27_000 + (2 * (((Environment.ProcessId * 37) + Interlocked.Increment(ref _count)) % 900));

        // Of this process alone: another run of the tests must not be heard.
        byte host = (byte)(Environment.ProcessId % 250);
        return new NetworkOptions
        {
            RequestGroup = new GroupAddress(new IPAddress([239, 255, 74, host]), port),
            HeartbeatGroup = new GroupAddress(new IPAddress([239, 255, 75, host]), port + 1),
            ReceiveBufferBytes = 1 << 17,
        };
    }
}
