namespace Vivace.Storage.Columns;

/// <summary>The type of an attribute column. A key that comes with several types has a column for each; numbers are stored in blocks.</summary>
public enum AttributeType : byte
{
    /// <summary>The attribute came without a value; the column says only which rows have it.</summary>
    None = 0,

    /// <summary>UTF-8 text.</summary>
    Text = 1,

    /// <summary>Boolean, as the number 0 or 1.</summary>
    Boolean = 2,

    /// <summary>64-bit integer.</summary>
    Integer = 3,

    /// <summary>Double, as its 64 bits.</summary>
    Double = 4,

    /// <summary>Everything else (arrays, key-value lists, bytes, no value): the raw bytes of the OTLP <c>AnyValue</c>.</summary>
    Other = 5,
}
