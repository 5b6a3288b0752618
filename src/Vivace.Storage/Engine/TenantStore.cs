using Vivace.Core;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Everything of one tenant: the live block, live blocks being written, blocks.</summary>
/// <remarks>Spans are appended by the log's apply thread alone; the rest may be called by any thread.</remarks>
internal sealed class TenantStore(TenantId tenant)
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly List<CutBlock> _cut = [];
    private LiveBlock? _live;
    private ulong _liveFirstSequence;
    private ulong _liveLastSequence;
    private long _liveSince;
    private StoredBlock[] _blocks = [];

    public TenantId Tenant { get; } = tenant;

    /// <summary>Log records below this are in blocks already: a replay skips them.</summary>
    public ulong FlushedBefore { get; private set; }

    /// <summary>The blocks, in no particular order.</summary>
    public StoredBlock[] Blocks
    {
        get
        {
            lock (_lock)
                return _blocks;
        }
    }

    /// <summary>The lowest log record whose spans are not in a block yet; null when there is none.</summary>
    public ulong? FirstUnwrittenSequence
    {
        get
        {
            lock (_lock)
            {
                if (_cut.Count > 0)
                    return _cut[0].FirstSequence;
                return _live is null ? null : _liveFirstSequence;
            }
        }
    }

    /// <summary>Live blocks that wait to be written, earliest first.</summary>
    public CutBlock[] CutBlocks
    {
        get
        {
            lock (_lock)
                return [.. _cut];
        }
    }

    /// <summary>Appends a log record's spans.</summary>
    /// <param name="sequence">Number of the record.</param>
    /// <param name="request">The request.</param>
    /// <param name="received">Time of receipt, Unix nanoseconds.</param>
    /// <param name="slack">Spans further from it do not stretch the block's time range.</param>
    /// <param name="timestamp">Timestamp of now, for the age of the live block.</param>
    /// <returns>The live block.</returns>
    public LiveBlock Append(ulong sequence, ReadOnlySpan<byte> request, ulong received, TimeSpan slack, long timestamp)
    {
        LiveBlock live;
        lock (_lock)
        {
            if (_live is null)
            {
                _live = new LiveBlock();
                _liveFirstSequence = sequence;
                _liveSince = timestamp;
            }

            live = _live;
            _liveLastSequence = sequence;
        }

        live.Append(request, received, slack);
        return live;
    }

    /// <summary>Whether the live block began before a moment.</summary>
    public bool HasLiveSinceBefore(long timestamp)
    {
        lock (_lock)
            return _live is not null && _liveSince <= timestamp;
    }

    /// <summary>Timestamp of the arrival of the oldest spans that are not in a block yet; null when there are none.</summary>
    public long? OldestLive
    {
        get
        {
            lock (_lock)
                return _cut.Count > 0 ? _cut[0].Since : _live is { RowCount: > 0 } ? _liveSince : null;
        }
    }

    /// <summary>Closes the live block; on the apply thread.</summary>
    /// <returns>What is to be written; null when nothing is live.</returns>
    public CutBlock? Cut()
    {
        lock (_lock)
        {
            if (_live is { RowCount: 0 })
                _live = null; // Requests without spans: the log need not keep them.
            if (_live is null)
                return null;
            var cut = new CutBlock(Tenant, _live, _liveFirstSequence, _liveSince, _liveLastSequence + 1);
            _cut.Add(cut);
            _live = null;
            return cut;
        }
    }

    /// <summary>Takes the blocks found at the start.</summary>
    public void Load(StoredBlock[] blocks)
    {
        lock (_lock)
            _blocks = blocks;
        foreach (var block in blocks)
            NoteFlushed(block.Meta.LogEnd);
    }

    /// <summary>Notes that records below a number need no replay.</summary>
    public void NoteFlushed(ulong logEnd)
    {
        lock (_lock)
            FlushedBefore = Math.Max(FlushedBefore, logEnd);
    }

    /// <summary>Puts a written block in the place of the live one, in one step.</summary>
    public void Replace(CutBlock cut, StoredBlock block)
    {
        lock (_lock)
        {
            _cut.Remove(cut);
            _blocks = [.. _blocks, block];
        }

        cut.Live.Retire();
        NoteFlushed(cut.LogEnd);
    }

    /// <summary>Puts a merged block in the place of its inputs, or takes expired ones out, in one step.</summary>
    public void Replace(IReadOnlyCollection<StoredBlock> inputs, StoredBlock? output)
    {
        lock (_lock)
        {
            var rest = _blocks.Where(block => !inputs.Contains(block));
            _blocks = output is null ? [.. rest] : [.. rest, output];
        }
    }

    /// <summary>Live blocks and blocks at one moment: a trace is never missed or seen twice because a block was just written.</summary>
    /// <returns>The live blocks, leased, and the blocks, which are not.</returns>
    public TenantSnapshot Snapshot()
    {
        lock (_lock)
        {
            var live = new List<LiveBlock>(_cut.Count + 1);
            foreach (var cut in _cut)
                live.Add(cut.Live);
            if (_live is not null)
                live.Add(_live);
            return new TenantSnapshot(live, _blocks);
        }
    }
}
