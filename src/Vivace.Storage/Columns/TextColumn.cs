namespace Vivace.Storage.Columns;

/// <summary>Byte strings, one per entry: UTF-8 texts, or other values as the raw bytes of their OTLP <c>AnyValue</c>.</summary>
/// <param name="codes">Codes in <paramref name="dictionary"/>, one per entry.</param>
/// <param name="dictionary">The values.</param>
public sealed class TextColumn(ReadOnlyMemory<int> codes, TextDictionary dictionary)
{
    /// <summary>Codes in <see cref="Dictionary"/>, one per entry.</summary>
    public ReadOnlySpan<int> Codes => codes.Span;

    /// <summary>The values. May hold values that no entry of this row group has.</summary>
    public TextDictionary Dictionary { get; } = dictionary;

    /// <summary>The bytes of one entry.</summary>
    /// <param name="entry">Position in <see cref="Codes"/>.</param>
    public ReadOnlySpan<byte> this[int entry] => Dictionary[codes.Span[entry]];
}
