using Understudy.Cli.Asking;

namespace Understudy.Tests.Cli;

public class OrderedPipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnswersOutOfOrder_AreWrittenInOrder()
    {
        TaskCompletionSource<Answer>[] answers = [new(), new(), new()];
        List<string> written = [];
        var pipeline = new OrderedPipeline(line => answers[int.Parse(line.Text, null)].Task);

        Task running = pipeline.RunAsync(Lines(3), Write, Token);
        foreach (int index in new[] { 2, 0, 1 })
            answers[index].SetResult(new Answer { Expression = $"{index}", Result = $"{index}" });
        await running;

        Assert.Equal(["1:0", "2:1", "3:2"], written);

        Task Write(Answer answer, int number, bool isLast)
        {
            written.Add($"{number}:{answer.Result}");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task RunAsync_ManyLines_AsksForABoundedNumberAtOnce()
    {
        int inFlight = 0;
        var full = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var pipeline = new OrderedPipeline(async line =>
        {
            int now = Interlocked.Increment(ref inFlight);
            Assert.InRange(now, 1, OrderedPipeline.MaxInFlight);
            if (now == OrderedPipeline.MaxInFlight)
                full.TrySetResult();
            await gate.Task;
            Interlocked.Decrement(ref inFlight);
            return new Answer { Expression = line.Text, Result = line.Text };
        });

        int written = 0;
        Task running = pipeline.RunAsync(Lines(500), (_, _, _) => Task.FromResult(++written), Token);
        await full.Task.WaitAsync(Token);
        Assert.False(running.IsCompleted);
        gate.SetResult();
        await running;

        Assert.Equal(500, written);
    }

    [Fact]
    public async Task RunAsync_WriterThatFails_EndsWithItsFailure()
    {
        var pipeline = new OrderedPipeline(line => Task.FromResult(new Answer { Expression = line.Text, Result = "" }));
        await Assert.ThrowsAsync<IOException>(
            () => pipeline.RunAsync(Lines(int.MaxValue), (_, _, _) => throw new IOException("gone"), Token));
    }

    private static async IAsyncEnumerable<InputLine> Lines(int count)
    {
        await Task.CompletedTask;
        for (int line = 0; line < count; line++)
            yield return new InputLine($"{line}", null);
    }
}
