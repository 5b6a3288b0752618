using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.Files;
using Vivace.Storage.Live;

namespace Vivace.Storage.Blocks;

/// <summary>Writes the regions of one block file one behind the other and notes where they lie.</summary>
internal sealed class RegionWriter(IWritableFile file) : IDisposable
{
    // Small regions are gathered so that a row group needs few calls to the system.
    private const int FlushBytes = 1 << 20;

    private readonly ColumnEncoder _encoder = new();
    private readonly ByteWriter _pending = new();
    private long _flushed;

    /// <summary>The directory that regions are noted in.</summary>
    public RowGroupDirectory Directory { get; set; } = new();

    /// <summary>Bytes of the block so far.</summary>
    public long Offset => _flushed + _pending.Length;

    /// <summary>Forgets the order of dictionaries: other live columns follow.</summary>
    public void ForgetDictionaries() => _encoder.ForgetDictionaries();

    /// <summary>Writes numbers; nothing when all are 0.</summary>
    public void WriteIntegers(Region region, ReadOnlySpan<long> values)
    {
        if (values.ContainsAnyExcept(0))
            Directory[region] = WriteAttributeIntegers(values);
    }

    /// <summary>Writes texts by their codes, which are overwritten; nothing when all are empty.</summary>
    public void WriteTexts(Region region, TextPool pool, Span<long> codes)
    {
        foreach (var code in codes)
        {
            if (!pool[(int)code].IsEmpty)
            {
                Directory[region] = WriteAttributeTexts(pool, codes);
                return;
            }
        }
    }

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(Region region, ReadOnlySpan<byte> bytes) => Directory[region] = Append(bytes);

    /// <summary>Writes bytes, compressed where that pays.</summary>
    public void WritePage(Region region, ReadOnlySpan<byte> raw)
    {
        _encoder.Output.Clear();
        PageCompression.Write(_encoder.Output, raw);
        Directory[region] = Append(_encoder.Output.Written);
    }

    public RegionLocation WriteAttributeIntegers(ReadOnlySpan<long> values)
    {
        _encoder.Output.Clear();
        IntegerEncoding.Write(_encoder.Output, values);
        return Append(_encoder.Output.Written);
    }

    public RegionLocation WriteAttributeTexts(TextPool pool, Span<long> codes)
    {
        _encoder.Output.Clear();
        _encoder.EncodeTexts(pool, codes);
        return Append(_encoder.Output.Written);
    }

    /// <summary>Writes the filters of a column's values; nothing when few of them differ.</summary>
    public RegionLocation WriteFilters(TextPool pool, ReadOnlySpan<long> codes)
    {
        _encoder.Output.Clear();
        _encoder.EncodeFilters(pool, codes);
        return _encoder.Output.Length == 0 ? default : Append(_encoder.Output.Written);
    }

    /// <summary>Appends the directory of a row group.</summary>
    public RegionLocation AppendDirectory(RowGroupDirectory directory)
    {
        using var bytes = new ByteWriter();
        directory.Write(bytes);
        return Append(bytes.Written);
    }

    /// <summary>Appends bytes with a checksum.</summary>
    public RegionLocation Append(ReadOnlySpan<byte> bytes)
    {
        var location = new RegionLocation(Offset, bytes.Length, Crc32C.Compute(bytes));
        AppendRaw(bytes);
        return location;
    }

    /// <summary>Appends bytes that carry checksums of their own.</summary>
    public void AppendRaw(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= FlushBytes)
        {
            Flush();
            file.Write(_flushed, bytes);
            _flushed += bytes.Length;
            return;
        }

        _pending.WriteBytes(bytes);
        if (_pending.Length >= FlushBytes)
            Flush();
    }

    /// <summary>Hands everything to the file.</summary>
    public void Flush()
    {
        file.Write(_flushed, _pending.Written);
        _flushed += _pending.Length;
        _pending.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _pending.Dispose();
    }
}
