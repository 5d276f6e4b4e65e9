namespace Understudy.Client;

/// <summary>One thing that a driver must do. It then tells the engine how that went.</summary>
/// <param name="Kind">What.</param>
/// <param name="Request">The request that it is for; null where it is for none.</param>
/// <param name="Number">Of a probe: its number.</param>
internal readonly record struct ClientEffect(ClientEffectKind Kind, PendingRequest? Request = null, ulong Number = 0);

/// <summary>What a driver is to do for a client's engine.</summary>
internal enum ClientEffectKind
{
    /// <summary>Send the request to the group.</summary>
    Send,

    /// <summary>Send the question who is there to the group.</summary>
    Probe,

    /// <summary>Replace the transport by a new one.</summary>
    Reopen,

    /// <summary>Hand the request's reply to its caller.</summary>
    Complete,

    /// <summary>Hand the request's failure to its caller.</summary>
    Fail,
}
