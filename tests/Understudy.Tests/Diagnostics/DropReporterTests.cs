using System.Net;
using Understudy.Diagnostics;

namespace Understudy.Tests.Diagnostics;

public class DropReporterTests
{
    private readonly DropReporter _reporter = new();

    [Fact]
    public void Sender_WithinASecond_IsReportedOnce()
    {
        Assert.True(_reporter.ShouldReport(Sender(1), TimeSpan.Zero));
        Assert.False(_reporter.ShouldReport(Sender(1), TimeSpan.FromSeconds(0.999)));
        Assert.True(_reporter.ShouldReport(Sender(1), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Senders_EachOnTheirOwn_AreReported()
    {
        Assert.True(_reporter.ShouldReport(Sender(1), TimeSpan.Zero));
        Assert.True(_reporter.ShouldReport(Sender(2), TimeSpan.Zero));
    }

    [Fact]
    public void Senders_BeyondTheBound_AreNotReportedUntilOthersExpire()
    {
        for (int port = 1; port <= DropReporter.MaxSenders; port++)
            Assert.True(_reporter.ShouldReport(Sender(port), TimeSpan.Zero));

        Assert.False(_reporter.ShouldReport(Sender(1000), TimeSpan.FromSeconds(0.5)));
        Assert.True(_reporter.ShouldReport(Sender(1000), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Sender_WhoseAddressObjectIsReused_IsRememberedAsItWas()
    {
        Peer reused = Sender(1);
        Assert.True(_reporter.ShouldReport(reused, TimeSpan.Zero));
        reused.CopyFrom(Sender(2));
        Assert.True(_reporter.ShouldReport(reused, TimeSpan.Zero));
        Assert.False(_reporter.ShouldReport(Sender(1), TimeSpan.Zero));
    }

    private static Peer Sender(int port) => new(new IPEndPoint(IPAddress.Loopback, port));
}
