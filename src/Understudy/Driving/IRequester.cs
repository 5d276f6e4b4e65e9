namespace Understudy.Driving;

/// <summary>A client's work in one dialect.</summary>
internal interface IRequester : IDisposable
{
    /// <summary>The longest payload, in bytes.</summary>
    int MaxPayload { get; }

    ClientStatistics Statistics { get; }

    Task<Reply> RequestAsync(ReadOnlyMemory<byte> payload, RequestOrder order, CancellationToken cancellationToken);
}
