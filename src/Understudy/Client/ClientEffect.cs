namespace Understudy.Client;

/// <summary>One thing that a driver is to do, and to tell the engine how it went.</summary>
/// <param name="Kind">What.</param>
/// <param name="Request">For which request; null where it is for none.</param>
/// <param name="Number">Of a probe: its number.</param>
internal readonly record struct ClientEffect(ClientEffectKind Kind, PendingRequest? Request = null, ulong Number = 0);

/// <summary>What a driver is to do for a client's engine.</summary>
internal enum ClientEffectKind
{
    /// <summary>Send the request to the group.</summary>
    Send,

    /// <summary>Send the question who is there to the group.</summary>
    Probe,

    /// <summary>Open another transport in place of the one that is open.</summary>
    Reopen,

    /// <summary>Hand the request's reply to its caller.</summary>
    Complete,

    /// <summary>Hand the request's failure to its caller.</summary>
    Fail,
}
