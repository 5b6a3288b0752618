namespace Vivace.Storage.RowGroups;

/// <summary>Text fields that every span has; empty when not sent.</summary>
public enum SpanText : byte
{
    /// <summary>Name.</summary>
    Name = 0,

    /// <summary>Status message.</summary>
    StatusMessage = 1,

    /// <summary>W3C trace state.</summary>
    TraceState = 2,
}
