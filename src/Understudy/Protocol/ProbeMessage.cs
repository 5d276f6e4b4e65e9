namespace Understudy.Protocol;

/// <summary>Somebody asks who is there: a server that starts, or a client that hears no answer.</summary>
/// <param name="Sender">A server's incarnation, or a client's number.</param>
/// <param name="Sequence">Counts what the sender says.</param>
/// <param name="IsChoosing">Whether the sender is a server that will take an id that is free.</param>
internal readonly record struct ProbeMessage(ulong Sender, ulong Sequence, bool IsChoosing);
