namespace Understudy.Cli.Demo;

/// <summary>Something a server says that is worth showing.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Role">The role it tells of, in a few words; null where it tells of something else.</param>
internal sealed record ChildMessage(string Text, string? Role = null);
