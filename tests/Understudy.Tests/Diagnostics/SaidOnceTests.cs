using System.Net;
using Understudy.Diagnostics;

namespace Understudy.Tests.Diagnostics;

public class SaidOnceTests
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly SaidOnce _said = new(Memory);

    [Fact]
    public void Trouble_ThatGoesOn_IsNewOnce()
    {
        Assert.True(_said.IsNew(Cause(1), TimeSpan.Zero));
        for (int second = 1; second <= 3600; second++)
            Assert.False(_said.IsNew(Cause(1), TimeSpan.FromSeconds(second)));
    }

    [Fact]
    public void Trouble_ThatWasOver_IsNewAgain()
    {
        Assert.True(_said.IsNew(Cause(1), TimeSpan.Zero));
        Assert.True(_said.IsNew(Cause(1), Memory + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Troubles_BeyondTheRoom_AreNotNewUntilOthersAreOver()
    {
        for (int port = 1; port <= SaidOnce.Room; port++)
            Assert.True(_said.IsNew(Cause(port), TimeSpan.Zero));

        Assert.False(_said.IsNew(Cause(1000), Memory));
        Assert.True(_said.IsNew(Cause(1000), Memory + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Cause_WhoseObjectIsReused_IsRememberedAsItWas()
    {
        Peer reused = Cause(1);
        Assert.True(_said.IsNew(reused, TimeSpan.Zero));
        reused.CopyFrom(Cause(2));
        Assert.True(_said.IsNew(reused, TimeSpan.Zero));
        Assert.False(_said.IsNew(Cause(1), TimeSpan.Zero));
    }

    private static Peer Cause(int port) => new(new IPEndPoint(IPAddress.Loopback, port));
}
