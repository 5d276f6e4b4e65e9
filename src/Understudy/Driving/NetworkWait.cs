using Understudy.Diagnostics;

namespace Understudy.Driving;

/// <summary>Opens a server's first transports, and waits for a network that is not there yet.</summary>
internal sealed class NetworkWait
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private readonly TransportKeeper _heartbeats;
    private readonly TransportKeeper _requests;
    private readonly NetworkListener _listener;
    private readonly UnderstudyServerOptions _options;

    public NetworkWait(
        TransportKeeper heartbeats, TransportKeeper requests, NetworkListener listener, UnderstudyServerOptions options)
    {
        _heartbeats = heartbeats;
        _requests = requests;
        _listener = listener;
        _options = options;
    }

    /// <returns>Where they are, for a person.</returns>
    /// <exception cref="NetworkException">The network does not let it, and that will not pass, or has not.</exception>
    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        long began = _options.TimeProvider.GetTimestamp();
        bool hasSaidSo = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Open(out NetworkException? trouble) is { } place)
                return place;
            if (!trouble!.MayPass || _options.TimeProvider.GetElapsedTime(began) >= _options.WaitForNetwork)
                throw trouble;

            if (!hasSaidSo)
                _listener.Awaits(trouble, _options.WaitForNetwork);
            hasSaidSo = true;
            await Task.Delay(RetryInterval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private string? Open(out NetworkException? trouble)
    {
        string? place = null;
        trouble = null;
        try
        {
            string opened = _heartbeats.Open();
            _requests.Open();
            place = opened;
        }
        catch (NetworkException error)
        {
            trouble = error;
        }
        finally
        {
            if (place is null)
                _heartbeats.Close();
        }

        return place;
    }
}
