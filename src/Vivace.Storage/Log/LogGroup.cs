namespace Vivace.Storage.Log;

/// <summary>Records that are written and synced together, and the actions posted between them. Reused.</summary>
/// <param name="maxBytes">Most bytes of records, unless there is only one.</param>
internal sealed class LogGroup(long maxBytes)
{
    /// <summary>Most records of a group: two buffers each stay within the 1,024 that Linux takes in one call.</summary>
    public const int MaxRecords = 500;

    /// <summary>Bytes that are worth one sync: more would only make the first sender wait for the last.</summary>
    public const long UsualMaxBytes = 8L << 20;

    private readonly PendingAppend[] _appends = new PendingAppend[MaxRecords];
    private readonly LogEntry[] _entries = new LogEntry[MaxRecords];
    private readonly List<(int Position, Action Action)> _actions = [];

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the records in the log.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>True when there is neither a record nor an action.</summary>
    public bool IsEmpty => Count == 0 && _actions.Count == 0;

    /// <summary>The records' senders.</summary>
    public ReadOnlySpan<PendingAppend> Appends => _appends.AsSpan(0, Count);

    /// <summary>The records, numbered by <see cref="Number"/>.</summary>
    public ReadOnlySpan<LogEntry> Entries => _entries.AsSpan(0, Count);

    /// <summary>Actions, each with the number of records that come before it.</summary>
    public IReadOnlyList<(int Position, Action Action)> Actions => _actions;

    /// <summary>Adds an item if it fits; the first record always does.</summary>
    public bool TryAdd(QueueItem item)
    {
        if (item is PostedAction posted)
        {
            _actions.Add((Count, posted.Action));
            return true;
        }

        var append = (PendingAppend)item;
        var bytes = append.RecordBytes;
        if (Count == MaxRecords || (Count > 0 && RecordBytes + bytes > maxBytes))
            return false;
        _appends[Count++] = append;
        RecordBytes += bytes;
        return true;
    }

    /// <summary>Gives the records their numbers.</summary>
    /// <param name="firstSequence">The number of the first one.</param>
    public void Number(ulong firstSequence)
    {
        for (var i = 0; i < Count; i++)
            _entries[i] = new LogEntry(firstSequence + (ulong)i, _appends[i].Tenant, _appends[i].Payload);
    }

    /// <summary>Takes the records out, for example because they were refused; actions stay, with no record before them.</summary>
    public void ClearRecords()
    {
        Array.Clear(_appends, 0, Count);
        Array.Clear(_entries, 0, Count);
        Count = 0;
        RecordBytes = 0;
        for (var i = 0; i < _actions.Count; i++)
            _actions[i] = (0, _actions[i].Action);
    }

    /// <summary>Makes the group empty.</summary>
    public void Clear()
    {
        ClearRecords();
        _actions.Clear();
    }
}
