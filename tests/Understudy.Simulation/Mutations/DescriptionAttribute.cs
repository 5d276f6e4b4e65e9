namespace Understudy.Simulation.Mutations;

/// <summary>What a mutation does, in a sentence.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class DescriptionAttribute : Attribute
{
    public DescriptionAttribute(string text) => Text = text;

    public string Text { get; }
}
