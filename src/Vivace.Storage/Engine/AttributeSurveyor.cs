using System.Globalization;
using Microsoft.Extensions.Logging;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Counts what the attributes of a tenant take: live data, then blocks from the newest on, until the time is up.</summary>
/// <param name="tenant">Whose attributes.</param>
/// <param name="patience">When it is over, what is left is not counted; what was is.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where damage is told.</param>
internal sealed class AttributeSurveyor(TenantStore tenant, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private readonly long _started = time.GetTimestamp();
    private readonly AttributeCounter _counter = new();
    private readonly List<string> _reasons = [];
    private int _blocks;
    private long _spans;
    private long _bytesRead;

    /// <summary>Counts.</summary>
    /// <param name="cancellationToken">Asked between row groups.</param>
    public AttributeSurvey Count(CancellationToken cancellationToken)
    {
        var (snapshot, leased, unread) = Take();
        try
        {
            var totalSpans = leased.Sum(static block => block.Block.Meta.TotalSpans) + unread.Sum(static block => block.Meta.TotalSpans);
            var isInTime = true;
            foreach (var view in snapshot.Live.Where(static block => block.RowCount > 0).Select(static block => block.View()))
            {
                totalSpans += view.Slices.Sum(static slice => (long)slice.RowCount);
                isInTime = isInTime && Count(view, cancellationToken);
            }

            foreach (var (block, file) in leased)
            {
                if (!isInTime)
                    break;
                isInTime = TryCount(block, file, cancellationToken);
            }

            var totalBlocks = leased.Count + unread.Count;
            if (!isInTime)
                _reasons.Insert(0, string.Create(
                    CultureInfo.InvariantCulture, $"{_spans:N0} of {totalSpans:N0} spans were counted, the newest first: the time of {patience.TotalSeconds:0.##} s was up"));
            if (_counter.IsFull)
                _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"there are more than {AttributeCounter.MaxAttributes:N0} attributes; the rest is left out"));
            return new AttributeSurvey(
                _counter.Uses, _blocks, totalBlocks, _spans, totalSpans, _bytesRead, _reasons.Count == 0 ? null : string.Join("; ", _reasons));
        }
        finally
        {
            foreach (var (block, _) in leased)
                block.Release();
            snapshot.Dispose();
        }
    }

    /// <summary>Takes live data and leases of all blocks at one moment, newest first.</summary>
    private (TenantSnapshot Snapshot, List<(StoredBlock Block, BlockFile File)> Leased, List<StoredBlock> Unread) Take()
    {
        while (true)
        {
            var snapshot = tenant.Snapshot();
            var leased = new List<(StoredBlock Block, BlockFile File)>();
            var unread = new List<StoredBlock>();
            _reasons.Clear();
            if (TryLease(snapshot.Blocks, leased, unread))
                return (snapshot, leased, unread);

            // One was merged and removed meanwhile: its spans lie elsewhere now.
            foreach (var (block, _) in leased)
                block.Release();
            snapshot.Dispose();
        }
    }

    private bool TryLease(StoredBlock[] blocks, List<(StoredBlock Block, BlockFile File)> leased, List<StoredBlock> unread)
    {
        foreach (var block in blocks.OrderByDescending(static block => block.Meta.EndTime).ThenByDescending(static block => block.Meta.BlockId))
        {
            try
            {
                if (block.Lease() is not { } file)
                    return false;
                leased.Add((block, file));
            }
            catch (Exception failure) when (failure is BlockCorruptedException or IOException or UnauthorizedAccessException)
            {
                Leave(block, failure);
                unread.Add(block);
            }
        }

        return true;
    }

    private bool Count(LiveView view, CancellationToken cancellationToken)
    {
        foreach (var slice in view.Slices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsTimeUp)
                return false;
            using var group = view.Open(slice, []);
            _counter.AddLive(group);
            _spans += group.RowCount;
        }

        return true;
    }

    private bool TryCount(StoredBlock block, BlockFile file, CancellationToken cancellationToken)
    {
        try
        {
            for (var number = 0; number < file.Footer.RowGroups.Count; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsTimeUp)
                    return false;
                using var group = new BlockRowGroup(file, number, []);
                _counter.AddBlock(group);
                _spans += group.RowCount;
                _bytesRead += group.BytesRead;
            }

            _blocks++;
        }
        catch (Exception failure) when (failure is BlockCorruptedException or IOException)
        {
            Leave(block, failure);
        }

        return true;
    }

    private bool IsTimeUp => time.GetElapsedTime(_started) >= patience;

    private void Leave(StoredBlock block, Exception failure)
    {
        if (failure is BlockCorruptedException && block.SetAside(failure.Message))
            StorageLog.BlockSetAside(logger, block.Folder, failure.Message);
        _reasons.Add($"block {block.Meta.BlockId} cannot be read: {failure.Message}");
    }
}
