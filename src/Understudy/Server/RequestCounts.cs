namespace Understudy.Server;

/// <summary>
/// What a server tells of itself in its heartbeats: how much it has heard by the request group, requests and others'
/// checks, and how many requests it has answered. Safe from any thread.
/// </summary>
internal sealed class RequestCounts
{
    private ulong _heard;
    private ulong _answered;

    public ulong Heard => Volatile.Read(ref _heard);

    public ulong Answered => Volatile.Read(ref _answered);

    public void CountHeard() => Interlocked.Increment(ref _heard);

    public void CountAnswered() => Interlocked.Increment(ref _answered);
}
