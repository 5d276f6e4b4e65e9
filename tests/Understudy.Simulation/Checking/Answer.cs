namespace Understudy.Simulation.Checking;

/// <summary>An answer that a client has taken for its own.</summary>
/// <param name="attempts">How often the request had been sent.</param>
/// <param name="serverId">The id of the server.</param>
/// <param name="rank">Its rank.</param>
/// <param name="status">What the handler made of it.</param>
/// <param name="payload">The result.</param>
internal readonly ref struct Answer(
    int attempts, int serverId, int rank, HandlerStatus status, ReadOnlySpan<byte> payload)
{
    public int Attempts { get; } = attempts;

    public int ServerId { get; } = serverId;

    public int Rank { get; } = rank;

    public HandlerStatus Status { get; } = status;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
