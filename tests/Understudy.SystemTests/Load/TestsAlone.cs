namespace Understudy.SystemTests.Load;

/// <summary>
/// Tests that need the machine, or take it from others: they run one after another, when the rest is done.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TestsAlone
{
    public const string Name = "alone";
}
