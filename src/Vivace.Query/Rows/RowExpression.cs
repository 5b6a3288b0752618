using Vivace.Query.Values;

namespace Vivace.Query.Rows;

/// <summary>An expression bound to the columns of one row group, evaluated row by row: for whatever has no column-wise
/// way. Ascending rows are fastest. Used by one thread at a time.</summary>
internal abstract class RowExpression
{
    /// <summary>The value at a position; its bytes are valid until the next evaluation.</summary>
    public abstract Value Read(scoped in RowPosition position);
}

/// <summary>A constant.</summary>
internal sealed class ConstantRow(ValueKind kind, long number, byte[] bytes) : RowExpression
{
    /// <summary>Keeps a value that points elsewhere.</summary>
    public static ConstantRow Of(Value value) => new(value.Kind, value.Number, value.Bytes.ToArray());

    public override Value Read(scoped in RowPosition position) => kind switch
    {
        ValueKind.Nil => Value.Nil,
        ValueKind.Text => Value.FromText(bytes),
        ValueKind.Array => Value.FromArray(bytes),
        _ => Value.FromNumber(kind, number),
    };
}
