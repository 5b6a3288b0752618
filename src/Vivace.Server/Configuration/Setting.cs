namespace Vivace.Server.Configuration;

/// <summary>A checked value that somebody wrote.</summary>
/// <param name="Path">The full path as in the file, list indices included.</param>
/// <param name="Key">The table's entry.</param>
/// <param name="Value">By kind: <see cref="string"/>, <see cref="long"/> (integers, bytes, nanoseconds), <see cref="double"/>,
/// <see cref="bool"/>, a list of strings, a dictionary of strings, or null for content that is not checked.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record Setting(string Path, KnownKey Key, object? Value, ConfigOrigin Origin);
