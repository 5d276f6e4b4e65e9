namespace Understudy.Cli.Calculating;

internal sealed class ClientRequester(UnderstudyClientOptions options) : IRequester
{
    private readonly UnderstudyClient _client = new(options);

    public ClientStatistics Statistics => _client.Statistics;

    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
        => _client.RequestAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
