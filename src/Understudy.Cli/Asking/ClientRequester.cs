namespace Understudy.Cli.Asking;

internal sealed class ClientRequester : IRequester
{
    private readonly UnderstudyClient _client;

    public ClientRequester(UnderstudyClientOptions options) => _client = new UnderstudyClient(options);

    public ClientStatistics Statistics => _client.Statistics;

    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
        => _client.RequestAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
