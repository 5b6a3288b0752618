namespace ReifyDb.Sql;

/// <summary>What a statement does, as far as the server treats kinds differently.</summary>
internal enum StatementKind
{
    /// <summary>Only reads.</summary>
    Query,

    /// <summary>Changes rows.</summary>
    Write,

    /// <summary>Changes the schema.</summary>
    Schema,

    /// <summary><c>CREATE MATERIALIZED VIEW</c>.</summary>
    CreateView,

    /// <summary><c>DROP MATERIALIZED VIEW</c>.</summary>
    DropView,
}
