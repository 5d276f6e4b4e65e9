using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Understudy.Hosting;

/// <summary>
/// Reads options from settings, one by one: without reflection, so that a program can be compiled ahead of time. What
/// the settings do not have stays as it is.
/// </summary>
/// <remarks>
/// The binder's source generator would do for numbers, but it uses no converters, and so leaves out a group, and with
/// it the network. A test holds this list to the properties of the options.
/// </remarks>
internal static class SectionReader
{
    public static void Fill(UnderstudyServerOptions options, IConfiguration section)
    {
        if (section[nameof(options.Id)] is not null)
            options.Id = Read(section, nameof(options.Id), 0);
        options.WaitForNetwork = Read(section, nameof(options.WaitForNetwork), options.WaitForNetwork);
        options.MaxRequestsInProgress
            = Read(section, nameof(options.MaxRequestsInProgress), options.MaxRequestsInProgress);
        options.RememberedRequests = Read(section, nameof(options.RememberedRequests), options.RememberedRequests);
        Fill(options.Network, section.GetSection(nameof(options.Network)));
        Fill(options.Membership, section.GetSection(nameof(options.Membership)));
    }

    public static void Fill(UnderstudyClientOptions options, IConfiguration section)
    {
        options.Timeout = Read(section, nameof(options.Timeout), options.Timeout);
        options.Order = ReadName(section, nameof(options.Order), options.Order);
        options.MaxRequestsInFlight = Read(section, nameof(options.MaxRequestsInFlight), options.MaxRequestsInFlight);
        Fill(options.Network, section.GetSection(nameof(options.Network)));
    }

    private static void Fill(NetworkOptions? options, IConfiguration section)
    {
        // Null, set by code that came before: the check of the options says so.
        if (options is null)
            return;
        options.Interface = Read(section, nameof(options.Interface), options.Interface);
        options.RequestGroup = Read(section, nameof(options.RequestGroup), options.RequestGroup);
        options.HeartbeatGroup = Read(section, nameof(options.HeartbeatGroup), options.HeartbeatGroup);
        options.TimeToLive = Read(section, nameof(options.TimeToLive), options.TimeToLive);
        options.MaxDatagramBytes = Read(section, nameof(options.MaxDatagramBytes), options.MaxDatagramBytes);
        options.ReceiveBufferBytes = Read(section, nameof(options.ReceiveBufferBytes), options.ReceiveBufferBytes);
        options.IgmpRefresh = Read(section, nameof(options.IgmpRefresh), options.IgmpRefresh);
        options.Dialect = ReadName(section, nameof(options.Dialect), options.Dialect);
        options.Cluster = Read(section, nameof(options.Cluster), options.Cluster);
    }

    private static void Fill(MembershipOptions? options, IConfiguration section)
    {
        if (options is null)
            return;
        options.Period = Read(section, nameof(options.Period), options.Period);
        options.Countdown = Read(section, nameof(options.Countdown), options.Countdown);
        options.ActiveFrom = Read(section, nameof(options.ActiveFrom), options.ActiveFrom);
        options.EligibleFrom = Read(section, nameof(options.EligibleFrom), options.EligibleFrom);
        options.MaxServers = Read(section, nameof(options.MaxServers), options.MaxServers);
    }

    private static T Read<T>(IConfiguration section, string name, T otherwise)
        where T : IParsable<T>
        => Read(section, name, otherwise, text => T.Parse(text, CultureInfo.InvariantCulture));

    private static T ReadName<T>(IConfiguration section, string name, T otherwise)
        where T : struct, Enum
        => Read(section, name, otherwise, text => Enum.Parse<T>(text, ignoreCase: true));

    private static T Read<T>(IConfiguration section, string name, T otherwise, Func<string, T> parse)
    {
        if (section[name] is not { } text)
            return otherwise;
        try
        {
            return parse(text);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            string path = section is IConfigurationSection { Path: var above } ? $"{above}:{name}" : name;
            throw new InvalidOperationException($"The setting {path} cannot be read: {error.Message}", error);
        }
    }
}
