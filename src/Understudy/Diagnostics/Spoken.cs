namespace Understudy.Diagnostics;

/// <summary>A value of a fixed set, with its words: a message has the words, and a program reads the value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Words">What a person reads.</param>
internal sealed record Spoken(Enum Value, string Words)
{
    public override string ToString() => Words;
}
