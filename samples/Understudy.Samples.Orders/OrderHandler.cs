using System.Text;

namespace Understudy.Samples.Orders;

/// <summary>The service: <c>ORDER tea</c> takes a piece of tea, and its answer tells the order's number.</summary>
internal sealed class OrderHandler : IRequestHandler
{
    private const string Command = "ORDER ";

    private readonly Outcomes _outcomes;

    public OrderHandler(Outcomes outcomes) => _outcomes = outcomes;

    /// <summary>The request for an item.</summary>
    public static byte[] Request(string item) => Encoding.UTF8.GetBytes(Command + item);

    public async ValueTask<HandlerStatus> HandleAsync(RequestContext context, CancellationToken cancellationToken)
    {
        // To a thread of the pool: drivers do some of their work before they first wait, and SQLite's does all of it.
        // The server's request thread is not to wait for a database.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Outcome outcome = await AnswerAsync(context, cancellationToken);
        context.Reply.Write(outcome.Reply);
        return outcome.Status;
    }

    private async Task<Outcome> AnswerAsync(RequestContext context, CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(context.Payload.Span);
        if (!text.StartsWith(Command, StringComparison.Ordinal))
            return Outcome.Rejected("say ORDER and an item");

        // The classic dialect has no ids: nothing there tells a repeat from a second order.
        if (context.Id is not { } id)
            return Outcome.Rejected("orders need the framed dialect");

        string item = text[Command.Length..];
        return await _outcomes.OnceAsync(id, connection => Stock.OrderAsync(connection, item, id), cancellationToken);
    }
}
