namespace Understudy.Driving;

/// <summary>Drives a client's engine in one dialect.</summary>
internal interface IClientDriver : IDisposable
{
    Task<Reply> RequestAsync(ReadOnlyMemory<byte> payload, RequestOrder order, CancellationToken cancellationToken);
}
