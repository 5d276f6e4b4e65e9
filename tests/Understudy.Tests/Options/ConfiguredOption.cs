using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Understudy.Tests.Options;

/// <summary>One option that configuration can fill: its path, a text, and how to read it back.</summary>
/// <param name="Path">The names from the options' root, as in <c>Network:Interface</c>.</param>
/// <param name="Text">A value other than the default, as a person writes it.</param>
/// <param name="Read">The value that options have.</param>
internal sealed record ConfiguredOption(string Path, string Text, Func<object, object?> Read)
{
    /// <summary>Every property that can be set, and those of the options in it.</summary>
    /// <remarks>
    /// What is declared as an interface or an abstract class (a clock, a network) is an object by nature, which code
    /// gives and a text cannot.
    /// </remarks>
    public static IEnumerable<ConfiguredOption> Of(Type options) => Of(options, "", root => root);

    private static IEnumerable<ConfiguredOption> Of(Type options, string path, Func<object, object?> owner)
    {
        foreach (PropertyInfo property in options.GetProperties().Where(one => one.SetMethod is { IsPublic: true }))
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? Read(object root) => property.GetValue(owner(root));
            if (type.IsAbstract)
                continue;
            if (type.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (ConfiguredOption inner in Of(type, $"{path}{property.Name}:", Read))
                    yield return inner;
            }
            else
            {
                yield return new ConfiguredOption(path + property.Name, Sample(type), Read);
            }
        }
    }

    /// <summary>The text as a value, by the converter that configuration uses.</summary>
    public object? Value(Type options)
    {
        Type type = options;
        foreach (string name in Path.Split(':'))
            type = type.GetProperty(name)!.PropertyType;
        return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, Text);
    }

    private static string Sample(Type type)
        => type == typeof(int) ? "7"
            : type == typeof(TimeSpan) ? "00:00:07"
            : type == typeof(string) ? "seven"
            : type == typeof(bool) ? "true"
            : type == typeof(GroupAddress) ? "239.255.1.7:6007"
            : type.IsEnum ? Enum.GetNames(type)[^1]
            : throw new InvalidOperationException($"What does a text for {type} look like?");
}
