namespace Understudy.Fuzzing.Targets;

/// <summary>Every target by its name, and the names for several.</summary>
internal static class AllTargets
{
    public const string All = "all";

    public const string Datagrams = "datagrams";

    private static readonly Dictionary<string, Func<FuzzTarget>> Datagram = new()
    {
        [FramedRequestTarget.TargetName] = () => new FramedRequestTarget(),
        [FramedHeartbeatTarget.TargetName] = () => new FramedHeartbeatTarget(),
        [FramedReplyTarget.TargetName] = () => new FramedReplyTarget(),
        [ClassicHeartbeatTarget.TargetName] = () => new ClassicHeartbeatTarget(),
        [ClassicRequestTarget.TargetName] = () => new ClassicRequestTarget(),
    };

    private static readonly Dictionary<string, Func<FuzzTarget>> Text = new()
    {
        [RejectionTarget.TargetName] = () => new RejectionTarget(),
        [AnswerTarget.TargetName] = () => new AnswerTarget(),
        [ExpressionTarget.TargetName] = () => new ExpressionTarget(),
        [SettingTarget.TargetName] = () => new SettingTarget(),
        [CommandLineTarget.TargetName] = () => new CommandLineTarget(),
    };

    /// <summary>All that can be named, for messages and help.</summary>
    public static IEnumerable<string> Names => [All, Datagrams, .. Datagram.Keys, .. Text.Keys];

    /// <summary>The targets that a name means, or none.</summary>
    public static IReadOnlyList<string> Named(string name) => name switch
    {
        All => [.. Datagram.Keys, .. Text.Keys],
        Datagrams => [.. Datagram.Keys],
        PlantedTarget.Throws or PlantedTarget.Dies => [name],
        _ => Names.Contains(name) ? [name] : [],
    };

    public static FuzzTarget Create(string name)
        => name is PlantedTarget.Throws or PlantedTarget.Dies ? new PlantedTarget(name)
            : Datagram.TryGetValue(name, out Func<FuzzTarget>? create) ? create()
            : Text[name]();
}
