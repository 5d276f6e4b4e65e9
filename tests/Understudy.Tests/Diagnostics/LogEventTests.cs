using System.Reflection;
using Microsoft.Extensions.Logging;
using Understudy.Cli.Serving;

namespace Understudy.Tests.Diagnostics;

/// <summary>Programs know a line by its event, so no two lines share one.</summary>
public class LogEventTests
{
    private static readonly MethodInfo[] All =
    [
        .. new[] { typeof(UnderstudyServer).Assembly, typeof(ServeLog).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(LoggerMessageAttribute))),
    ];

    [Fact]
    public void Events_OfAllPackages_HaveIdsOfTheirOwn()
    {
        int[] ids = [.. All.Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId)];
        Assert.InRange(ids.Length, 25, 100);
        Assert.DoesNotContain(0, ids);
        Assert.Equal(ids.Distinct().Count(), ids.Length);
    }

    [Fact]
    public void Events_OfAllPackages_HaveNamesOfTheirOwn()
        => Assert.Equal(All.Length, All.Select(method => method.Name).Distinct().Count());
}
