namespace Vivace.Storage.Columns;

/// <summary>The values of one attribute of one type in a row group, with the rows that have it.</summary>
/// <remarks>Arrays belong to the row group and are valid until it is disposed.</remarks>
public sealed class AttributeColumn
{
    private readonly Func<ReadOnlyMemory<int>> _findRows;
    private readonly ReadOnlyMemory<long> _numbers;
    private ReadOnlyMemory<int>? _rows;

    /// <summary>Creates a column of numbers.</summary>
    /// <param name="info">Key, type and table.</param>
    /// <param name="findRows">Gives <see cref="Rows"/> when they are first asked for: a value that no entry has needs no rows.</param>
    /// <param name="numbers">One per entry.</param>
    public AttributeColumn(AttributeColumnInfo info, Func<ReadOnlyMemory<int>> findRows, ReadOnlyMemory<long> numbers)
    {
        Info = info;
        _findRows = findRows;
        _numbers = numbers;
    }

    /// <summary>Creates a column of texts or other values.</summary>
    /// <param name="info">Key, type and table.</param>
    /// <param name="findRows">Gives <see cref="Rows"/> when they are first asked for.</param>
    /// <param name="texts">One per entry.</param>
    public AttributeColumn(AttributeColumnInfo info, Func<ReadOnlyMemory<int>> findRows, TextColumn texts)
    {
        Info = info;
        _findRows = findRows;
        Texts = texts;
    }

    /// <summary>Key, type and table.</summary>
    public AttributeColumnInfo Info { get; }

    /// <summary>Row of each entry in its table (spans, events or links), ascending; a row stands more than once when the
    /// same key was sent repeatedly.</summary>
    public ReadOnlySpan<int> Rows => (_rows ??= _findRows()).Span;

    /// <summary>One number per entry: integers as they are, booleans as 0 or 1, doubles as their bits. Empty for texts.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.Span;

    /// <summary>The texts, for <see cref="AttributeType.Text"/> and <see cref="AttributeType.Other"/>; else null.</summary>
    public TextColumn? Texts { get; }
}
