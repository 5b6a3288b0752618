namespace Vivace.Storage.Blocks;

/// <summary>Names and numbers of the block format; docs/block-format.md draws it.</summary>
internal static class BlockFormat
{
    /// <summary>Raised when a reader of the version before could not read what is written now.</summary>
    public const int Version = 1;

    /// <summary>The file that holds the spans, in the block's folder.</summary>
    public const string SpansFile = "spans.vivace";

    /// <summary>The file that makes a block exist; written last.</summary>
    public const string MetaFile = "meta.json";

    /// <summary>What <see cref="MetaFile"/> is called while it is written.</summary>
    public const string MetaTemporaryFile = "meta.json.tmp";

    /// <summary>What <see cref="MetaFile"/> is called once the block was replaced or has expired.</summary>
    public const string CompactedMetaFile = "meta.compacted.json";

    /// <summary>No <see cref="MetaFile"/> is longer: it names at most some hundred merged blocks.</summary>
    public const int MaxMetaBytes = 1 << 20;

    /// <summary>First bytes of the spans file.</summary>
    public const ulong Magic = 0x3130_4B4C_4256_4956; // "VIVBLK01", little endian

    /// <summary>Footer offset (8), footer length (4), footer checksum (4), version (4), reserved (4), magic (8).</summary>
    public const int TrailerSize = 32;

    /// <summary>Pages of the trace filter and index, checksum included: one read answers one question.</summary>
    public const int PageSize = 4096;
}
