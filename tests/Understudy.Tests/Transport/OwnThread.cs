namespace Understudy.Tests.Transport;

/// <summary>A call that waits, on a thread of its own.</summary>
internal static class OwnThread
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Makes the call on a thread that has begun when this returns.</summary>
    public static Task<int?> Run(Func<int?> call)
    {
        var result = new TaskCompletionSource<int?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var begun = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            begun.Set();
            result.SetResult(call());
        });
        thread.IsBackground = true;
        thread.Start();
        Assert.True(begun.Wait(Deadline), "The thread did not begin.");
        return result.Task;
    }

    /// <summary>What the call gave.</summary>
    public static int? End(Task<int?> call)
    {
        Assert.True(call.Wait(Deadline), "The call did not end.");
        return call.Result;
    }
}
