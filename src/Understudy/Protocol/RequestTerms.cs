namespace Understudy.Protocol;

/// <summary>What a request says about who may answer it.</summary>
/// <param name="RankLimit">The highest rank that may.</param>
/// <param name="Spread">Whether the order of the servers is drawn anew for it; else the lowest id comes first.</param>
/// <param name="Client">The client's number. It and <paramref name="Number"/> decide the order that is drawn.</param>
/// <param name="Number">The request's number.</param>
internal readonly record struct RequestTerms(int RankLimit, bool Spread = false, ulong Client = 0, ulong Number = 0);
