using System.Text;
using Understudy;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddUnderstudyClient(builder.Configuration.GetSection("Understudy"));
WebApplication app = builder.Build();
app.MapGet("/shout/{text}", async (string text, IUnderstudyClient client, CancellationToken gone) =>
{
    try
    {
        Reply reply = await client.RequestAsync(Encoding.UTF8.GetBytes(text), gone);
        return Results.Text(reply.Payload.Span, statusCode: reply.Status == HandlerStatus.Ok ? 200 : 400);
    }
    catch (NoAnswerException nobody)
    {
        return Results.Text(nobody.Message, statusCode: 503);
    }
});
app.Run();
