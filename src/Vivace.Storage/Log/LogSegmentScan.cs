using System.Buffers.Binary;
using System.Text;
using Vivace.Core;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>One pass over a segment: visits its intact records and tells damage from unfinished writes. Changes nothing.</summary>
internal sealed class LogSegmentScan(
    IFileSystem files, LogSegmentFile segment, ulong lastSequence, ulong? followingFirstSequence)
{
    private readonly List<LogDamage> _damages = [];
    private readonly List<(LogDamage Hole, ulong FirstMissing)> _holes = [];
    private byte[] _tenantName = [];
    private TenantId _tenant;

    // The highest number below which the segment's own records say that everything was on disk.
    private ulong _syncedBefore;

    /// <summary>The segment.</summary>
    public LogSegmentFile Segment => segment;

    /// <summary>True when no segment follows: only here may a write be unfinished.</summary>
    public bool IsLast => followingFirstSequence is null;

    /// <summary>The header; null when it is damaged.</summary>
    public LogSegmentHeader? Header { get; private set; }

    /// <summary>True when a power cut came between creating the file and writing its header: it never held a record.</summary>
    public bool IsUnfinishedCreation { get; private set; }

    /// <summary>Where an unfinished write at the end begins; null when there is none.</summary>
    public long? TornAt { get; private set; }

    /// <summary>Intact records.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Bytes of their payloads.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>The highest number up to the end of this segment.</summary>
    public ulong LastSequence { get; private set; } = lastSequence;

    /// <summary>Bytes of unfinished writes.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Damaged stretches, by position.</summary>
    public IReadOnlyList<LogDamage> Damages => _damages;

    /// <summary>Reads the segment.</summary>
    /// <param name="visitor">Sees every intact record.</param>
    /// <param name="advance">Told how many bytes were done, again and again.</param>
    /// <param name="cancellationToken">Ends the pass between two records.</param>
    /// <exception cref="InvalidDataException">The segment is of a newer version of the format.</exception>
    public void Run(ILogVisitor visitor, Action<long> advance, CancellationToken cancellationToken)
    {
        var position = 0L;
        try
        {
            using var reader = LogSegmentReader.Open(files, segment.Path);
            if (!TryBegin(reader))
                return;
            position = LogSegmentHeader.SizeBytes;
            while (position < reader.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var next = VisitRecord(reader, position, visitor) ?? StepOverHole(reader, position);
                advance(next - position);
                position = next;
            }
        }
        catch (LogReadException exception)
        {
            AddDamage(position, segment.SizeBytes - position, 0, $"it cannot be read: {exception.Message}");
            return;
        }

        Judge();
    }

    private bool TryBegin(LogSegmentReader reader)
    {
        var start = reader.Peek(0, LogSegmentHeader.SizeBytes);
        if (LogSegmentHeader.TryRead(start, out var header, out var problem))
        {
            if (header.Version != LogSegmentHeader.CurrentVersion)
            {
                throw new InvalidDataException(
                    $"Log segment '{segment.Path}' has format version {header.Version}, this program reads version "
                    + $"{LogSegmentHeader.CurrentVersion}; start the version that wrote it, or move the file away");
            }

            Header = header;
            reader.Marker = header.Marker;
            return true;
        }

        if (IsLast && (start.Length < LogSegmentHeader.SizeBytes || !start.ContainsAnyExcept((byte)0))
            && reader.Length <= LogSegmentHeader.SizeBytes)
        {
            IsUnfinishedCreation = true;
            TornBytes = reader.Length;
            return false;
        }

        // The first record repeats the marker, which is all that reading needs of the header.
        var first = reader.Peek(LogSegmentHeader.SizeBytes, LogRecordHeader.MarkerBytes);
        if (first.Length == LogRecordHeader.MarkerBytes)
        {
            reader.Marker = BinaryPrimitives.ReadUInt64LittleEndian(first);
            if (reader.TryRead(LogSegmentHeader.SizeBytes, out _, out _) is null)
            {
                AddDamage(0, LogSegmentHeader.SizeBytes, 0, problem!);
                return true;
            }
        }

        AddDamage(0, reader.Length, MissingUpTo(followingFirstSequence), problem!);
        return false;
    }

    /// <summary>Visits the record at a position; null when there is no intact one.</summary>
    private long? VisitRecord(LogSegmentReader reader, long position, ILogVisitor visitor)
    {
        if (reader.TryRead(position, out var header, out var record) is not null
            || header.Sequence <= LastSequence
            || !TryReadTenant(LogSegmentReader.TenantOf(header, record)))
            return null;

        visitor.Visit(header.Sequence, _tenant, LogSegmentReader.PayloadOf(header, record));
        LastSequence = header.Sequence;
        _syncedBefore = Math.Max(_syncedBefore, header.SyncedBefore);
        RecordCount++;
        PayloadBytes += header.PayloadLength;
        return position + header.RecordBytes;
    }

    private long StepOverHole(LogSegmentReader reader, long position)
    {
        var reason = reader.TryRead(position, out _, out _) ?? "the record's number or tenant is impossible";
        var next = reader.FindRecord(position + 1, LastSequence + 1);
        if (next < reader.Length && reader.TryRead(next, out var header, out _) is null)
        {
            var hole = new LogDamage(segment.Path, position, next - position, MissingUpTo(header.Sequence), reason);
            _holes.Add((hole, FirstMissing));
        }
        else if (IsLast)
        {
            TornAt = position;
            TornBytes += reader.Length - position;
        }
        else
        {
            AddDamage(position, reader.Length - position, MissingUpTo(followingFirstSequence), reason);
        }

        return next;
    }

    private ulong FirstMissing => Math.Max(LastSequence + 1, segment.FirstSequence);

    private ulong MissingUpTo(ulong? sequence) => sequence > FirstMissing ? sequence.Value - FirstMissing : 0;

    /// <summary>Holes in the last segment that no later record vouches for are parts of the last group a power cut tore:
    /// the disk need not write in order.</summary>
    private void Judge()
    {
        foreach (var (hole, firstMissing) in _holes)
        {
            if (IsLast && firstMissing >= _syncedBefore)
                TornBytes += hole.LengthBytes;
            else
                _damages.Add(hole);
        }

        _damages.Sort((left, right) => left.Offset.CompareTo(right.Offset));
    }

    private void AddDamage(long offset, long length, ulong lost, string reason) =>
        _damages.Add(new LogDamage(segment.Path, offset, length, lost, reason));

    private bool TryReadTenant(ReadOnlySpan<byte> name)
    {
        // Neighbours mostly belong to one tenant: no string per record.
        if (name.SequenceEqual(_tenantName))
            return true;
        if (!TenantId.TryParse(Encoding.Latin1.GetString(name), out var tenant, out _))
            return false;
        _tenant = tenant;
        _tenantName = name.ToArray();
        return true;
    }
}
