using System.Globalization;
using Understudy.Protocol;

namespace Understudy.Diagnostics;

/// <summary>Which settings of two servers differ, by the names of their options.</summary>
internal static class SettingsDifference
{
    /// <summary>As in <c>MembershipOptions.Period 10s, here 200ms; MembershipOptions.Countdown 5, here 4</c>.</summary>
    public static string Of(in SharedSettings theirs, in SharedSettings ours)
    {
        (string Option, string Theirs, string Ours)[] all =
        [
            Membership(nameof(MembershipOptions.Period), Period(theirs), Period(ours)),
            Membership(nameof(MembershipOptions.MaxServers), theirs.HighestId, ours.HighestId),
            Membership(nameof(MembershipOptions.Countdown), theirs.Countdown, ours.Countdown),
            Membership(nameof(MembershipOptions.ActiveFrom), theirs.ActiveFrom, ours.ActiveFrom),
            Membership(nameof(MembershipOptions.EligibleFrom), theirs.EligibleFrom, ours.EligibleFrom),
            ($"{nameof(NetworkOptions)}.{nameof(NetworkOptions.MaxDatagramBytes)}",
                Number(theirs.MaxDatagramBytes), Number(ours.MaxDatagramBytes)),
        ];
        return string.Join(
            "; ",
            all.Where(one => one.Theirs != one.Ours).Select(one => $"{one.Option} {one.Theirs}, here {one.Ours}"));
    }

    private static (string Option, string Theirs, string Ours) Membership(string name, string theirs, string ours)
        => ($"{nameof(MembershipOptions)}.{name}", theirs, ours);

    private static (string Option, string Theirs, string Ours) Membership(string name, int theirs, int ours)
        => Membership(name, Number(theirs), Number(ours));

    private static string Period(in SharedSettings settings)
        => DurationText.Of(TimeSpan.FromMilliseconds((long)settings.PeriodMilliseconds));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
