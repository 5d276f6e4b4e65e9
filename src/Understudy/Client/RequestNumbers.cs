namespace Understudy.Client;

/// <summary>
/// Numbers what a client asks. Requests in the order of spread have odd numbers, all others even ones: so even a
/// duplicate reply shows whether its rank says anything of other requests.
/// </summary>
internal sealed class RequestNumbers
{
    /// <summary>The highest so far; whoever has a higher one was never asked.</summary>
    public ulong Last { get; private set; }

    public ulong Next(bool isSpread) => Last = (Last | 1) + (isSpread ? 2u : 1u);

    public ulong NextProbe() => ++Last;

    public static bool IsSpread(ulong number) => (number & 1) != 0;
}
