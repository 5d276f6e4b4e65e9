using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>What a datagram of the heartbeat group means to this server.</summary>
internal abstract record Heard
{
    private Heard()
    {
    }

    /// <summary>Nothing that matters: an old heartbeat, or this server's own probe.</summary>
    public sealed record Nothing : Heard
    {
        private Nothing()
        {
        }

        public static Nothing Instance { get; } = new();
    }

    /// <summary>This server's own heartbeat.</summary>
    public sealed record Self : Heard
    {
        private Self()
        {
        }

        public static Self Instance { get; } = new();
    }

    /// <summary>Something in this server's name that it has not said.</summary>
    public sealed record Impersonation : Heard
    {
        private Impersonation()
        {
        }

        public static Impersonation Instance { get; } = new();
    }

    /// <summary>Another server's heartbeat.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Sender">Its incarnation; null where the dialect does not tell it.</param>
    /// <param name="NotServing">Why it is not to be counted on, if it is not.</param>
    /// <param name="RequestsHeard">How much it has heard by the request group.</param>
    /// <param name="Settings">What should be alike on all servers; null where the dialect does not tell it.</param>
    public sealed record Member(
        int Id,
        ulong? Sender,
        NotServingReason NotServing = NotServingReason.None,
        ulong RequestsHeard = 0,
        SharedSettings? Settings = null) : Heard;

    /// <summary>Another server's last heartbeat: it leaves.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Sender">Its incarnation; null where the dialect does not tell it.</param>
    public sealed record Leaving(int Id, ulong? Sender) : Heard;

    /// <summary>The heartbeat of another server with this server's id.</summary>
    /// <param name="Sender">Its incarnation; null where the dialect does not tell it.</param>
    /// <param name="ComesFirst">Whether it is the one to stay.</param>
    /// <param name="StaysInTheEnd">Whether it is the one to stay if neither has yielded for some time.</param>
    /// <param name="NotServing">Why it is not to be counted on, if it is not.</param>
    public sealed record Rival(
        ulong? Sender,
        bool ComesFirst,
        bool StaysInTheEnd,
        NotServingReason NotServing = NotServingReason.None) : Heard;

    /// <summary>A server that starts asks who is there.</summary>
    /// <param name="Sender">Its incarnation.</param>
    /// <param name="ChoosesFirst">Whether it chooses an id, and does so before this server.</param>
    public sealed record Probe(ulong Sender, bool ChoosesFirst) : Heard;
}
