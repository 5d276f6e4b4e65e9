namespace Understudy.Server;

/// <summary>Where and when a datagram was heard.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Self">The address that this server sends from.</param>
/// <param name="Id">This server's id; null while it has none.</param>
/// <param name="Now">The time.</param>
internal readonly record struct HearingPlace(Peer Sender, Peer Self, int? Id, TimeSpan Now);
