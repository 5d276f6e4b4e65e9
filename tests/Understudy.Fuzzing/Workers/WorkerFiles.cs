namespace Understudy.Fuzzing.Workers;

/// <summary>What a worker leaves beside the file of its job.</summary>
internal static class WorkerFiles
{
    public static string Result(string job) => job + ".result";

    /// <summary>The edges that it has seen.</summary>
    public static string Edges(string job) => job + ".edges";

    /// <summary>The input at hand, also after its death.</summary>
    public static string LastInput(string job) => job + ".last";
}
