using Understudy.Cli.Asking;
using Understudy.Cli.Hosting;

namespace Understudy.Cli.Calculating;

/// <summary>The exit code that an answer calls for, and of two the one that counts.</summary>
internal static class AnswerCode
{
    /// <summary>
    /// The least important first. A rejection outranks all: the input has to change, and asking again would not help.
    /// A request that could not be sent outranks a silence, which it may explain.
    /// </summary>
    private static readonly int[] Order = [ExitCode.Ok, ExitCode.NoAnswer, ExitCode.Failure, ExitCode.Rejected];

    public static int Of(AnswerError? error) => error?.Code switch
    {
        null => ExitCode.Ok,
        AnswerError.NoAnswer => ExitCode.NoAnswer,
        AnswerError.NotSent or AnswerError.Failed => ExitCode.Failure,
        _ => ExitCode.Rejected,
    };

    public static int Worse(int one, int other)
        => Array.IndexOf(Order, one) >= Array.IndexOf(Order, other) ? one : other;
}
