namespace Understudy.Driving;

/// <summary>Drives a client's engine in one dialect.</summary>
internal interface IClientDriver : IDisposable
{
    /// <summary>The longest payload, in bytes.</summary>
    int MaxPayload { get; }

    Task<Reply> RequestAsync(ReadOnlyMemory<byte> payload, RequestOrder order, CancellationToken cancellationToken);
}
