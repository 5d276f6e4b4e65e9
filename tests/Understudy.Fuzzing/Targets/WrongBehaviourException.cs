namespace Understudy.Fuzzing.Targets;

/// <summary>A target did not throw, and yet did what it must not.</summary>
internal sealed class WrongBehaviourException : Exception
{
    /// <param name="rule">What must be, in words.</param>
    public WrongBehaviourException(string rule)
        : base(rule)
    {
    }
}
