namespace Understudy.Driving;

/// <summary>Drives a client's engine in one dialect.</summary>
internal interface IClientDriver : IDisposable
{
    /// <param name="payload">What is asked.</param>
    /// <param name="order">Which server is asked first.</param>
    /// <param name="waited">How much of its time the request has waited for its turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> payload, RequestOrder order, TimeSpan waited, CancellationToken cancellationToken);
}
