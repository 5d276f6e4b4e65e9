namespace Understudy.Cli.Asking;

/// <summary>Asks the group: an <see cref="UnderstudyClient"/>, or in a test something that needs no network.</summary>
internal interface IRequester : IAsyncDisposable
{
    /// <inheritdoc cref="UnderstudyClient.RequestAsync"/>
    Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken);

    /// <inheritdoc cref="UnderstudyClient.Statistics"/>
    ClientStatistics Statistics { get; }
}
