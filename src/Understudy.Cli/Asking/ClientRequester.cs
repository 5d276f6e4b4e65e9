namespace Understudy.Cli.Asking;

internal sealed class ClientRequester(UnderstudyClientOptions options) : IRequester
{
    private readonly UnderstudyClient _client = new(options);

    public Task<Reply> RequestAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
        => _client.RequestAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
