using System.Text;
using Understudy.Cli;

namespace Understudy.Fuzzing.Targets;

/// <summary>The values of settings: durations, and groups with their ports.</summary>
internal sealed class SettingTarget : FuzzTarget
{
    public const string TargetName = "settings";

    private TimeSpan? _duration;
    private GroupAddress? _group;

    public override string Name => TargetName;

    public override int MaxLength => 256;

    public override long MaxAllocatedBytes => 8192;

    public override IReadOnlyList<byte[]> Tokens { get; } =
        Words("ms s m h 0 . 1.5 604800 168 7.922816251426434e28 79228162514264337593543950335 -1 +1 1e3 : :: ::1 "
            + "[::1]:80 239.255.77.1 224. 65535 65536 0x 077 %lo 255.255.255.255");

    public override void Run(ReadOnlyMemory<byte> input)
    {
        string text = Encoding.UTF8.GetString(input.Span);
        _duration = Duration.Parse(text);
        _ = GroupAddress.TryParse(text, out _group);
    }

    public override void Verify(ReadOnlyMemory<byte> input)
    {
        if (_duration is { } duration)
        {
            Require(duration >= TimeSpan.Zero && duration <= TimeSpan.FromDays(7), "a duration is none to a week");
            Require(Duration.Parse(Duration.Format(duration)) == duration, "a duration is shown as it can be typed");
        }

        if (_group is { } group)
            Require(group == GroupAddress.Parse(group.ToString()), "a group is shown as it can be typed");
    }
}
