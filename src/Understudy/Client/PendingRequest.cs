using Understudy.Protocol;

namespace Understudy.Client;

/// <summary>A request that waits for its answer, as the datagram that is sent for it again and again.</summary>
internal sealed class PendingRequest
{
    private readonly byte[] _frame;

    public PendingRequest(byte[] frame, ulong number, TimeSpan now)
    {
        _frame = frame;
        Number = number;
        Started = now;
    }

    public ulong Number { get; }

    public TimeSpan Started { get; }

    /// <summary>Whether its order of servers is its own, so that its answer's rank says nothing of another request.</summary>
    public bool IsSpread { get; init; }

    /// <summary>The datagram, with the rank limit of the next attempt.</summary>
    public ReadOnlySpan<byte> Frame => _frame;

    /// <summary>How often it has been sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The wait after the last attempt.</summary>
    public TimeSpan Wait { get; set; }

    public bool IsDone { get; set; }

    /// <summary>Why the system refused to send the last attempt, or null.</summary>
    public Exception? SendError { get; set; }

    public TaskCompletionSource<Reply> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The highest rank that may answer.</summary>
    public int RankLimit
    {
        get => _frame[RequestFrame.RankLimitOffset];
        set => _frame[RequestFrame.RankLimitOffset] = (byte)value;
    }
}
