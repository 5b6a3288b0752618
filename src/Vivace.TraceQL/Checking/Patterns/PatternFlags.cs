namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Flags that a group can switch: <c>(?i)</c>, <c>(?m)</c>, <c>(?s)</c>.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,
    FoldCase = 1,
    MultiLine = 2,
    DotMatchesNewline = 4,
}
