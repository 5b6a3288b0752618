namespace ReifyDb.Tests.Stack;

/// <summary>A command of a guide.</summary>
/// <param name="Line">As the user types it.</param>
/// <param name="Expected">Parts of what it prints.</param>
internal sealed record GuideCommand(string Line, IReadOnlyList<string> Expected);
