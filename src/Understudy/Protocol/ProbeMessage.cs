namespace Understudy.Protocol;

/// <summary>
/// Somebody asks who is there: a server that starts, or a client that hears no answer. Or a server asks nobody but
/// itself.
/// </summary>
/// <param name="Sender">A server's incarnation, or a client's number.</param>
/// <param name="Sequence">Counts what the sender says.</param>
/// <param name="IsChoosing">Whether the sender is a server that will take an id that is free.</param>
/// <param name="IsCheck">Whether the sender is a server that looks whether it hears this. It wants no answer.</param>
internal readonly record struct ProbeMessage(
    ulong Sender, ulong Sequence, bool IsChoosing = false, bool IsCheck = false);
