using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Understudy.Tests.Options;

/// <summary>Every option can be filled from a file of settings, and from the environment.</summary>
public class ConfigurationTests
{
    public static TheoryData<Type> Roots => [typeof(UnderstudyServerOptions), typeof(UnderstudyClientOptions)];

    [Theory]
    [MemberData(nameof(Roots))]
    public void EveryOption_InJson_IsTaken(Type options)
    {
        var json = new JsonObject();
        foreach (ConfiguredOption option in ConfiguredOption.Of(options))
        {
            JsonObject owner = json;
            string[] names = option.Path.Split(':');
            foreach (string name in names[..^1])
                owner = (owner[name] ??= new JsonObject()).AsObject();
            owner[names[^1]] = option.Text;
        }

        AssertTaken(options, FromJson(json.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void EveryOption_InTheEnvironment_IsTaken(Type options)
    {
        string prefix = $"{options.Name}Test_";
        foreach (ConfiguredOption option in ConfiguredOption.Of(options))
        {
            string path = option.Path.Replace(":", "__", StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(prefix + path, option.Text);
        }

        AssertTaken(options, new ConfigurationBuilder().AddEnvironmentVariables(prefix).Build());
    }

    /// <summary>So that a rule too wide cannot empty the two tests above.</summary>
    [Fact]
    public void Options_ThatConfigurationFills_AreAllButTheObjects()
    {
        string[] paths = [.. ConfiguredOption.Of(typeof(UnderstudyServerOptions)).Select(option => option.Path)];
        Assert.Contains("Id", paths);
        Assert.Contains("Network:RequestGroup", paths);
        Assert.Contains("Membership:Period", paths);
        Assert.DoesNotContain("TimeProvider", paths);
    }

    [Fact]
    public void Group_Malformed_IsReported()
    {
        IConfiguration settings = FromJson("""{ "Network": { "RequestGroup": "239.255.1.1" } }""");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => settings.Get<UnderstudyServerOptions>());
        Assert.Contains("Network:RequestGroup", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            "'239.255.1.1' will not do; it must be an address and port such as 239.255.77.1:5107.",
            error.InnerException?.Message);
    }

    [Fact]
    public void Group_ThatIsNoMulticastGroup_IsNamedWithTheCure()
    {
        UnderstudyServerOptions options = FromJson("""{ "Network": { "HeartbeatGroup": "10.0.0.1:6000" } }""")
            .Get<UnderstudyServerOptions>()!;
        InvalidOptionException error = Assert.Throws<InvalidOptionException>(options.Validate);
        Assert.Equal(
            "HeartbeatGroup: 10.0.0.1:6000 is not an IPv4 multicast group and port; use one such as 239.255.77.1:5107.",
            error.Message);
    }

    [Theory]
    [InlineData("RequestGroup")]
    [InlineData("Interface")]
    [InlineData("Cluster")]
    public void Option_ThatIsNull_IsRefused(string name)
    {
        UnderstudyClientOptions options = FromJson($$"""{ "Network": { "{{name}}": null } }""")
            .Get<UnderstudyClientOptions>()!;
        Assert.Equal(name, Assert.Throws<InvalidOptionException>(options.Validate).Option);
    }

    private static IConfigurationRoot FromJson(string json)
        => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private static void AssertTaken(Type type, IConfiguration settings)
    {
        object options = Activator.CreateInstance(type)!;
        ConfiguredOption[] all = [.. ConfiguredOption.Of(type)];
        Assert.All(all, option => Assert.NotEqual(option.Value(type), option.Read(options)));
        settings.Bind(options);
        Assert.All(all, option => Assert.Equal(option.Value(type), option.Read(options)));
    }
}
