namespace ReifyDb.Workload;

/// <summary>Groups of statements, as the display shows them.</summary>
internal enum StatementKind
{
    /// <summary>By key or index.</summary>
    Lookup,

    /// <summary>Groups and joins.</summary>
    Report,

    /// <summary>Inserts, updates and deletes.</summary>
    Write,

    /// <summary>Slow on purpose.</summary>
    Slow,

    /// <summary>Wrong on purpose.</summary>
    Error,
}
