using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vivace.Storage.Blocks;

/// <summary>What is known of a block without opening its spans: <c>meta.json</c>.</summary>
public sealed record BlockMeta
{
    /// <summary>Version of the block format.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the block and of its folder.</summary>
    public required Guid BlockId { get; init; }

    /// <summary>Whose spans these are.</summary>
    public required string Tenant { get; init; }

    /// <summary>Start of the block's time range in Unix nanoseconds: its spans, except those far from the time they were received.</summary>
    public required ulong StartTime { get; init; }

    /// <summary>End of the block's time range in Unix nanoseconds; retention goes by it.</summary>
    public required ulong EndTime { get; init; }

    /// <summary>Earliest span start when it lies before <see cref="StartTime"/>.</summary>
    public ulong? LateStart { get; init; }

    /// <summary>Latest span end when it lies after <see cref="EndTime"/>.</summary>
    public ulong? LateEnd { get; init; }

    /// <summary>Spans.</summary>
    public required long TotalSpans { get; init; }

    /// <summary>Traces, each counted once.</summary>
    public required long TotalTraces { get; init; }

    /// <summary>Size of the spans file.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>0 for a block cut from live data, else one more than the highest level of the blocks merged.</summary>
    public required int CompactionLevel { get; init; }

    /// <summary>All log records of the tenant below this sequence number are in this block or an earlier one: a replay skips them.</summary>
    public required ulong LogEnd { get; init; }

    /// <summary>When the block was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The blocks that were merged into this one.</summary>
    public IReadOnlyList<Guid> Replaces { get; init; } = [];

    /// <summary>Earliest span start.</summary>
    [JsonIgnore]
    public ulong MinStart => LateStart ?? StartTime;

    /// <summary>Latest span end.</summary>
    [JsonIgnore]
    public ulong MaxEnd => LateEnd ?? EndTime;

    /// <summary>Writes the file's text.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BlockMetaJson.Default.BlockMeta);

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="BlockCorruptedException">It is not the JSON of a block's meta data.</exception>
    internal static BlockMeta FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var meta = JsonSerializer.Deserialize(json, BlockMetaJson.Default.BlockMeta)
                ?? throw new BlockCorruptedException($"{BlockFormat.MetaFile} is null");
            if (meta.Tenant is null || meta.Replaces is null)
                throw new BlockCorruptedException($"{BlockFormat.MetaFile} lacks its tenant or the blocks it replaces");
            return meta;
        }
        catch (JsonException exception)
        {
            throw new BlockCorruptedException($"{BlockFormat.MetaFile} is damaged: {exception.Message}", exception);
        }
    }
}

/// <summary>Serialisers of <see cref="BlockMeta"/> made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlockMeta))]
internal sealed partial class BlockMetaJson : JsonSerializerContext;
