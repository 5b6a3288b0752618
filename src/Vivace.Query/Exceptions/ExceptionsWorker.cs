using System.Text;
using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Exceptions;

/// <summary>Groups the exceptions of row groups, one after the other. Used by one thread at a time.</summary>
internal sealed class ExceptionsWorker
{
    private readonly ExceptionsRequest _request;
    private readonly SpanSelection _selection;
    private readonly MemoryBudget _budget;
    private readonly Dictionary<(int Type, int Pattern), ExceptionCounts> _groups = [];
    private readonly List<ExceptionCounts> _renewed = []; // groups whose newest exception is in this row group
    private readonly EventTexts _types = new("exception.type");
    private readonly EventTexts _messages = new("exception.message");
    private readonly EventTexts _stacks = new("exception.stacktrace");
    private readonly ResourceMemo _services;
    private readonly CodeIds _spanNames;
    private readonly CodeIds _typeNames;

    public ExceptionsWorker(ExceptionsRequest request, SpanSelection selection, MemoryBudget budget)
    {
        _request = request;
        _selection = selection;
        _budget = budget;
        _services = new ResourceMemo(resource => Names.Of(resource, "service.name"));
        _spanNames = new CodeIds(Names.Values);
        _typeNames = new CodeIds(Names.Values);
    }

    /// <summary>Names of types, services and spans.</summary>
    public NameTable Names { get; } = new();

    /// <summary>Messages with placeholders.</summary>
    public PatternIds Patterns { get; } = new();

    /// <summary>The groups by type and pattern.</summary>
    public IReadOnlyDictionary<(int Type, int Pattern), ExceptionCounts> Groups => _groups;

    /// <summary>Takes one row group in.</summary>
    public void Visit(RowGroupScan scan)
    {
        var isException = FindExceptions(scan.Rows);
        if (isException is null)
            return;
        var answered = scan.RentAnsweredRows();
        var matched = _selection.Select(scan, answered);
        if (matched.Any())
        {
            _types.Read(scan);
            _messages.Read(scan);
            if (_types.Dictionary is { } types)
                _typeNames.Use(types, areRaw: false);
            Count(scan, matched, isException);
            ReadSamples(scan);
        }

        scan.Pool.Return(matched);
        scan.Pool.Return(answered);
    }

    /// <summary>Which names of events are those of exceptions, by code.</summary>
    /// <returns>Null when none is.</returns>
    private static bool[]? FindExceptions(RowGroup rows)
    {
        if (rows.EventFirstRows[rows.RowCount] == 0)
            return null;
        var dictionary = rows.EventNames.Dictionary;
        bool[]? isException = null;
        for (var code = 0; code < dictionary.Count; code++)
        {
            if (dictionary[code].SequenceEqual("exception"u8))
                (isException ??= new bool[dictionary.Count])[code] = true;
        }

        return isException;
    }

    private void Count(RowGroupScan scan, Bitmap matched, bool[] isException)
    {
        var rows = scan.Rows;
        var firstEvents = rows.EventFirstRows;
        var names = rows.EventNames.Codes;
        var checkpoint = new Checkpoint(scan.Cancellation);
        var reader = new SpanReader(this, rows);
        for (var row = matched.Next(0); row >= 0; row = matched.Next(row + 1))
        {
            checkpoint.Pass();
            for (var at = firstEvents[row]; at < firstEvents[row + 1]; at++)
            {
                if (isException[names[at]])
                    Count(reader.Read(row, at, at - firstEvents[row]), at);
            }
        }
    }

    private void Count(in ExceptionExample exception, int eventRow)
    {
        if (exception.Time < _request.Range.StartInclusive || exception.Time > _request.Range.EndInclusive)
            return;
        var typeCode = _types.CodeOf(eventRow);
        var key = (typeCode < 0 ? 0 : Names.Of(_typeNames[typeCode]), Patterns.Of(_messages, eventRow));
        if (!_groups.TryGetValue(key, out var group))
        {
            _budget.Take(ExceptionCounts.BytesOf(_request.Steps));
            _groups.Add(key, group = new ExceptionCounts(_request.Steps));
        }

        var step = (int)((exception.Time - _request.Range.StartInclusive) / _request.StepNanoseconds);
        if (!group.Add(exception, step, _budget))
            return;
        if (group.NewestRow < 0)
            _renewed.Add(group);
        group.NewestRow = eventRow;
    }

    /// <summary>Reads the texts of the newest exception of each group, if it is in this row group.</summary>
    private void ReadSamples(RowGroupScan scan)
    {
        if (_renewed.Count == 0)
            return;
        _stacks.Read(scan);
        foreach (var group in _renewed)
        {
            group.SampleMessage = Encoding.UTF8.GetString(_messages[group.NewestRow]);
            var stack = _stacks[group.NewestRow];
            group.SampleStack = stack.IsEmpty ? null : Encoding.UTF8.GetString(stack);
            group.NewestRow = -1;
        }

        _renewed.Clear();
    }

    /// <summary>The columns of a row group that say where an exception was recorded.</summary>
    private readonly ref struct SpanReader
    {
        private readonly RowGroup _rows;
        private readonly CodeIds _names;
        private readonly ReadOnlySpan<int> _serviceOf;
        private readonly ReadOnlySpan<int> _resources;
        private readonly ReadOnlySpan<int> _nameCodes;
        private readonly ReadOnlySpan<long> _starts;
        private readonly ReadOnlySpan<long> _offsets;
        private readonly ReadOnlySpan<long> _ids;

        public SpanReader(ExceptionsWorker worker, RowGroup rows)
        {
            _rows = rows;
            _names = worker._spanNames;
            _names.Use(rows.Texts(SpanText.Name).Dictionary, areRaw: false);
            _serviceOf = worker._services.Read(rows.Resources);
            _resources = rows.ResourceIndexes;
            _nameCodes = rows.Texts(SpanText.Name).Codes;
            _starts = rows.Numbers(SpanNumber.Start);
            _offsets = rows.EventTimesSinceStart;
            _ids = rows.Numbers(SpanNumber.SpanId);
        }

        public ExceptionExample Read(int row, int eventRow, int order)
        {
            var trace = _rows.TraceFirstRows[..^1].BinarySearch(row);
            return new ExceptionExample(
                (ulong)(_starts[row] + _offsets[eventRow]),
                _rows.TraceIds[trace >= 0 ? trace : ~trace - 1],
                (ulong)_ids[row],
                order,
                (ulong)_starts[row],
                _serviceOf[_resources[row]],
                _names[_nameCodes[row]]);
        }
    }
}
