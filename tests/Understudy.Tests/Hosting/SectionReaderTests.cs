using Microsoft.Extensions.Configuration;
using Understudy.Hosting;
using Understudy.Tests.Options;

namespace Understudy.Tests.Hosting;

/// <summary>Every option is read from a section, though each is read by a line of its own.</summary>
public class SectionReaderTests
{
    [Fact]
    public void EveryOption_OfAServer_IsTaken()
    {
        var options = new UnderstudyServerOptions();
        SectionReader.Fill(options, SectionOfAll(typeof(UnderstudyServerOptions)));
        AssertTaken(options);
    }

    [Fact]
    public void EveryOption_OfAClient_IsTaken()
    {
        var options = new UnderstudyClientOptions();
        SectionReader.Fill(options, SectionOfAll(typeof(UnderstudyClientOptions)));
        AssertTaken(options);
    }

    [Fact]
    public void EmptySection_LeavesTheDefaults()
    {
        var options = new UnderstudyServerOptions { Id = 3 };
        SectionReader.Fill(options, new ConfigurationBuilder().Build());
        Assert.Equal(new UnderstudyServerOptions { Id = 3 }, options);
    }

    [Theory]
    [InlineData("Network:RequestGroup", "239.255.1.1")]
    [InlineData("Network:Dialect", "spoken")]
    [InlineData("Membership:Period", "soon")]
    [InlineData("Id", "99999999999")]
    public void Setting_ThatCannotBeRead_IsNamedByItsPath(string name, string text)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => SectionReader.Fill(new UnderstudyServerOptions(), SectionOf(new() { [name] = text })));
        Assert.StartsWith($"The setting Understudy:{name} cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    private static IConfigurationSection SectionOfAll(Type options)
        => SectionOf(ConfiguredOption.Of(options).ToDictionary(option => option.Path, option => (string?)option.Text));

    private static IConfigurationSection SectionOf(Dictionary<string, string?> settings)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(each => KeyValuePair.Create($"Understudy:{each.Key}", each.Value)))
            .Build()
            .GetSection("Understudy");

    private static void AssertTaken(object options)
        => Assert.All(
            ConfiguredOption.Of(options.GetType()),
            option => Assert.Equal(option.Value(options.GetType()), option.Read(options)));
}
