namespace Vivace.Storage.Columns;

/// <summary>Whose attributes a column holds; rows of a column are rows of this table.</summary>
public enum ColumnTable : byte
{
    /// <summary>Spans.</summary>
    Spans = 0,

    /// <summary>Events of spans.</summary>
    Events = 1,

    /// <summary>Links of spans.</summary>
    Links = 2,
}
