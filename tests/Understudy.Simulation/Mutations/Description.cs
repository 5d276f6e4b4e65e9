using System.Reflection;

namespace Understudy.Simulation.Mutations;

/// <summary>Reads what a mutation does.</summary>
internal static class Description
{
    public static string Of(Mutation mutation)
        => typeof(Mutation).GetField(mutation.ToString())?.GetCustomAttribute<DescriptionAttribute>()?.Text
            ?? throw new ArgumentOutOfRangeException(nameof(mutation), mutation, "It has no description.");
}
