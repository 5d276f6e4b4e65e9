namespace Understudy.Server;

/// <summary>What the two groups are called in the log and in the meters.</summary>
internal static class GroupName
{
    public const string Heartbeat = "heartbeat";
    public const string Request = "request";

    public static string Of(Lane lane) => lane == Lane.Requests ? Request : Heartbeat;
}
