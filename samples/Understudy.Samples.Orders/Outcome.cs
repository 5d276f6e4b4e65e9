using System.Text;

namespace Understudy.Samples.Orders;

/// <summary>What came of a request: all that is needed to answer it again.</summary>
internal sealed record Outcome(HandlerStatus Status, byte[] Reply)
{
    public static Outcome Ok(string text) => new(HandlerStatus.Ok, Encoding.UTF8.GetBytes(text));

    public static Outcome Rejected(string reason) => new(HandlerStatus.Rejected, Encoding.UTF8.GetBytes(reason));
}
