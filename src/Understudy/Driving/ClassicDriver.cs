using System.Buffers;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Driving;

/// <summary>
/// Drives requests in the classic dialect, each with a thread and a transport of its own: an answer carries no number,
/// so the port it comes to is all that ties it to its request.
/// </summary>
internal sealed class ClassicDriver : IClientDriver
{
    private readonly UnderstudyClientOptions _options;
    private readonly IDatagramNetwork _network;
    private readonly IDialect _dialect;
    private readonly IClientEvents _events;
    private readonly long _start;

    public ClassicDriver(
        UnderstudyClientOptions options, IDatagramNetwork network, IDialect dialect, IClientEvents events)
    {
        _dialect = dialect;
        _options = options;
        _network = network;
        _events = events;
        _start = options.TimeProvider.GetTimestamp();
    }

    private TimeSpan Now => _options.TimeProvider.GetElapsedTime(_start);

    public Task<Reply> RequestAsync(
        ReadOnlyMemory<byte> payload, RequestOrder order, TimeSpan waited, CancellationToken cancellationToken)
    {
        ClassicCall.Check(_dialect, payload.Span, order);
        return Task.Factory.StartNew(
            () => Run(payload, waited, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    public void Dispose()
    {
        // Every transport is closed by the request that it serves.
    }

    private TimeSpan Left(TimeSpan waited) => waited < _options.Timeout ? _options.Timeout - waited : TimeSpan.Zero;

    private Reply Run(ReadOnlyMemory<byte> payload, TimeSpan waited, CancellationToken cancellationToken)
    {
        using var transport = new ClassicTransport(_network);
        using CancellationTokenRegistration cancel = cancellationToken.Register(transport.StopReceiving);

        // Set before anything is sent: a wait that begins while a clock is moved by hand would end too late.
        using ITimer timeout = _options.TimeProvider.CreateTimer(
            _ => transport.StopReceiving(), state: null, Left(waited), Timeout.InfiniteTimeSpan);
        var call = new ClassicCall(_dialect, _options.Timeout, Now - waited, _events);
        var from = new Peer();

        // The original's answers have no limit but the datagram's.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(NetworkOptions.LargestDatagram);
        try
        {
            while (true)
            {
                switch (call.Next(Now))
                {
                    case ClientEffectKind.Send:
                        call.Sent(transport.Send(payload.Span));
                        break;
                    case ClientEffectKind.Complete:
                        return call.Reply!;
                    case ClientEffectKind.Fail:
                        throw call.Failure!;
                    default:
                        if (transport.Receive(buffer, from, call.WaitAt(Now)) is { } length)
                            call.Received(buffer.AsSpan(0, length), from, Now);
                        break;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
