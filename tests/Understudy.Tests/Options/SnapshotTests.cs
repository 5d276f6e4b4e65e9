namespace Understudy.Tests.Options;

/// <summary>A server or client keeps what its options were when it was made.</summary>
public class SnapshotTests
{
    [Fact]
    public void Server_OfOptionsThatChangeLater_KeepsWhatTheyWere()
    {
        var options = new UnderstudyServerOptions { Id = 3 };
        UnderstudyServerOptions copy = options.Snapshot();
        options.Id = 4;
        options.Network.Cluster = "other";
        options.Membership.Countdown = 9;
        Assert.Equal(new UnderstudyServerOptions { Id = 3 }, copy);
    }

    [Fact]
    public void Client_OfOptionsThatChangeLater_KeepsWhatTheyWere()
    {
        var options = new UnderstudyClientOptions();
        UnderstudyClientOptions copy = options.Snapshot();
        options.Network.Cluster = "other";
        options.MaxRequestsInFlight = 1;
        Assert.Equal(new UnderstudyClientOptions(), copy);
    }

    [Fact]
    public void Classic_ChangedByOneUser_IsTheOriginalToTheNext()
    {
        NetworkOptions.Classic.TimeToLive = 9;
        Assert.Equal(2, NetworkOptions.Classic.TimeToLive);
    }

    [Fact]
    public void Server_OfWrongOptions_IsNotMade()
        => Assert.Throws<InvalidOptionException>(
            () => new UnderstudyServer(
                new UnderstudyServerOptions { Id = 0 }, (_, _) => ValueTask.FromResult(HandlerStatus.Ok)));
}
