using System.Text.Json.Serialization;

namespace Understudy.Cli.Rendering;

/// <summary>One line of the table of all states.</summary>
internal sealed record MemberLine(int Id, MemberState State, int Countdown, bool IsSelf, bool IsLead)
{
    [JsonIgnore]
    public string Note => (IsSelf, IsLead) switch
    {
        (true, true) => "this server, lead",
        (true, false) => "this server",
        (false, true) => "lead",
        _ => "",
    };
}
