namespace Vivace.Testing.Files;

/// <summary>A file or folder of <see cref="FaultyFileSystem"/>.</summary>
internal abstract class FaultyNode;

/// <summary>A folder: the names as programs see them, and the names that a power cut leaves.</summary>
internal sealed class FaultyDirectory : FaultyNode
{
    public Dictionary<string, FaultyNode> Names { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, FaultyNode> DurableNames { get; } = new(StringComparer.Ordinal);
}

/// <summary>A file's bytes as programs see them, those on disk, and what happened since.</summary>
internal sealed class FaultyFile : FaultyNode
{
    private const int SectorBytes = 512;

    private readonly List<(long Offset, byte[]? Bytes)> _unsynced = [];
    private byte[] _durable = [];
    private byte[] _bytes = [];

    public long Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, (int)Length);

    public static FaultyFile WithDurable(byte[] bytes) => new() { _durable = bytes, _bytes = bytes.ToArray(), Length = bytes.Length };

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        _unsynced.Add((offset, bytes.ToArray()));
        Put(ref _bytes, offset, bytes);
        Length = Math.Max(Length, offset + bytes.Length);
    }

    public void SetLength(long length)
    {
        _unsynced.Add((length, null));
        Resize(ref _bytes, length);
        Length = length;
    }

    public void Sync()
    {
        _durable = Bytes.ToArray();
        _unsynced.Clear();
    }

    /// <summary>What a power cut leaves: the synced bytes, and of what came since nothing, everything, a part that ends in
    /// a torn write, or any of its sectors.</summary>
    public byte[] AfterPowerCut(Random random)
    {
        var bytes = _durable.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return bytes;
            case 1:
                foreach (var (offset, written) in _unsynced)
                    Redo(ref bytes, offset, written);
                return bytes;
            case 2:
                var whole = random.Next(_unsynced.Count + 1);
                foreach (var (offset, written) in _unsynced.Take(whole))
                    Redo(ref bytes, offset, written);
                if (whole < _unsynced.Count && _unsynced[whole] is (var tornOffset, { } torn))
                    Redo(ref bytes, tornOffset, torn[..random.Next(torn.Length + 1)]);
                return bytes;
            default:
                foreach (var (offset, written) in _unsynced)
                {
                    if (written is null)
                        Redo(ref bytes, offset, null);
                    for (var from = 0L; written is not null && from < written.Length;)
                    {
                        // Up to the next border between sectors of the file, not of the write.
                        var to = Math.Min(written.Length, from + SectorBytes - ((offset + from) % SectorBytes));
                        if (random.Next(2) == 0)
                            Redo(ref bytes, offset + from, written[(int)from..(int)to]);
                        from = to;
                    }
                }

                return bytes;
        }
    }

    private static void Redo(ref byte[] bytes, long offset, byte[]? written)
    {
        if (written is null)
        {
            Array.Resize(ref bytes, (int)offset);
            return;
        }

        if (offset + written.Length > bytes.Length)
            Array.Resize(ref bytes, (int)(offset + written.Length));
        written.CopyTo(bytes, offset);
    }

    private void Put(ref byte[] bytes, long offset, ReadOnlySpan<byte> written)
    {
        if (offset + written.Length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Max(offset + written.Length, 2L * bytes.Length));
        if (offset > Length)
            bytes.AsSpan((int)Length, (int)(offset - Length)).Clear();
        written.CopyTo(bytes.AsSpan((int)offset));
    }

    private void Resize(ref byte[] bytes, long length)
    {
        if (length > bytes.Length)
            Array.Resize(ref bytes, (int)length);
        if (length > Length)
            bytes.AsSpan((int)Length, (int)(length - Length)).Clear();
    }
}
