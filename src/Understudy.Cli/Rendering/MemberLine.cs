using System.Globalization;
using System.Text.Json.Serialization;

namespace Understudy.Cli.Rendering;

/// <summary>One line of the table of all states.</summary>
/// <param name="Id">The server.</param>
/// <param name="State">What is believed of it.</param>
/// <param name="Countdown">What is left of its countdown.</param>
/// <param name="Since">When its state last changed; null where nothing was ever heard of it.</param>
/// <param name="IsSelf">Whether it is the server that keeps the table.</param>
/// <param name="IsLead">Whether it is the one that answers.</param>
internal sealed record MemberLine(
    int Id, MemberState State, int Countdown, DateTimeOffset? Since, bool IsSelf, bool IsLead)
{
    /// <summary>Why it is not to be counted on, where it says so itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NotServingReason NotServing { get; init; }

    [JsonIgnore]
    public string Note => (IsSelf, IsLead, State) switch
    {
        (true, true, _) => "this server, lead",
        (true, false, MemberState.NotServing) => $"this server, {Reason}",
        (true, false, _) => "this server",
        (false, true, _) => "lead",
        (_, _, MemberState.NotServing) => Reason,
        _ => "",
    };

    [JsonIgnore]
    public string StateInWords
        => State switch
        {
            MemberState.AwaitingConfirmation => "Awaiting confirmation",
            MemberState.NotServing => "Not serving",
            _ => State.ToString(),
        };

    private string Reason => NotServing.ToString().ToLowerInvariant();

    /// <summary>The time of day, or the date where that was not in the last day.</summary>
    public string SinceInWords(DateTimeOffset now)
        => Since is { } since
            ? since.ToString(FormatOf(now - since), CultureInfo.InvariantCulture)
            : "never heard";

    /// <summary>As in <c>3 Disconnected since 12:30:01</c>.</summary>
    public string InWords(DateTimeOffset now)
    {
        string since = Since is null ? "never heard" : $"since {SinceInWords(now)}";
        string note = Note.Length == 0 ? "" : $" ({Note})";
        return string.Create(CultureInfo.InvariantCulture, $"{Id} {StateInWords} {since}{note}");
    }

    private static string FormatOf(TimeSpan age) => age < TimeSpan.FromDays(1) ? "HH:mm:ss" : "yyyy-MM-dd";
}
