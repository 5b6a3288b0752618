using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Search;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Tags;

/// <summary>Collects attribute names.</summary>
internal sealed class TagNames
{
    private static readonly AttributeScope[] Scopes =
    [
        AttributeScope.Resource, AttributeScope.Span, AttributeScope.Event, AttributeScope.Link,
        AttributeScope.Instrumentation,
    ];

    private readonly AttributeScope? _scope;
    private readonly Condition? _filter;
    private readonly Lock _lock = new(); // guards the sets
    private readonly Dictionary<AttributeScope, HashSet<string>> _names = [];

    private TagNames(TagNamesRequest request)
    {
        _scope = request.Scope;
        _filter = request.Filter is null ? null : SearchPlanner.PlanFilter(request.Filter);
        foreach (var scope in Scopes)
            _names.Add(scope, new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>Answers a request.</summary>
    /// <param name="snapshot">What is stored; disposed by its owner.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops before the next row group.</param>
    public static async Task<TagNamesResult> FindAsync(
        StorageSnapshot snapshot, TagNamesRequest request, CancellationToken cancellationToken)
    {
        var names = new TagNames(request);
        RowGroupRun? run = null;
        run = new RowGroupRun(snapshot, request.Range)
        {
            Progressed = request.Progress is { } progress ? () => Report(progress) : null,
        };
        await run.VisitAsync(static _ => true, names.Visit, cancellationToken);
        return ResultSoFar();

        TagNamesResult ResultSoFar() => new(names.Cut(request.MaxNamesPerScope, request.MaxBytes), run!.Metrics);

        void Report(QueryProgress<TagNamesResult> progress)
        {
            if (progress.TryBeginReport())
                progress.Report(ResultSoFar());
        }
    }

    private bool Wants(AttributeScope scope) => _scope is null or AttributeScope.Unscoped || _scope == scope;

    private void Visit(RowGroupScan scan)
    {
        var spans = scan.RentAnsweredRows();
        _filter?.Narrow(scan, spans);
        if (spans.Any())
        {
            AddColumns(scan, spans, AttributeScope.Span, ColumnTable.Spans);
            AddColumns(scan, spans, AttributeScope.Event, ColumnTable.Events);
            AddColumns(scan, spans, AttributeScope.Link, ColumnTable.Links);
            if (Wants(AttributeScope.Resource))
                AddEntries(scan, spans, ofResource: true);
            if (Wants(AttributeScope.Instrumentation))
                AddEntries(scan, spans, ofResource: false);
        }

        scan.Pool.Return(spans);
    }

    private void AddColumns(RowGroupScan scan, Bitmap spans, AttributeScope scope, ColumnTable table)
    {
        if (!Wants(scope))
            return;

        var rows = _filter is null ? null : ElementRows.Rent(scan, table, spans);
        foreach (var info in scan.Rows.AttributeColumns(table))
        {
            if (!IsKnown(scope, info.Key) && (rows is null || AnyOf(scan.Read(info).Rows, rows)))
                Add(scope, info.Key);
        }

        if (rows is not null)
            scan.Pool.Return(rows);
    }

    private void AddEntries(RowGroupScan scan, Bitmap spans, bool ofResource)
    {
        var rows = scan.Rows;
        var count = ofResource ? rows.Resources.Count : rows.Scopes.Count;
        var referenced = ElementRows.References(ofResource ? rows.ResourceIndexes : rows.ScopeIndexes, count, spans);
        for (var i = 0; i < count; i++)
        {
            if (!referenced[i])
                continue;
            foreach (var attribute in ofResource ? rows.Resources[i].Attributes : rows.Scopes[i].Attributes)
                Add(ofResource ? AttributeScope.Resource : AttributeScope.Instrumentation, attribute.Key);
        }
    }

    private bool IsKnown(AttributeScope scope, string name)
    {
        lock (_lock)
            return _names[scope].Contains(name);
    }

    private void Add(AttributeScope scope, string name)
    {
        lock (_lock)
            _names[scope].Add(name);
    }

    private static bool AnyOf(ReadOnlySpan<int> entryRows, Bitmap rows)
    {
        foreach (var row in entryRows)
        {
            if (rows[row])
                return true;
        }

        return false;
    }

    private string[] Sorted(AttributeScope scope)
    {
        string[] names;
        lock (_lock)
            names = [.. _names[scope]];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private Dictionary<AttributeScope, IReadOnlyList<string>> Cut(int maxNames, long maxBytes)
    {
        var result = new Dictionary<AttributeScope, IReadOnlyList<string>>();
        var bytes = 0L;
        foreach (var scope in Scopes)
        {
            var kept = new List<string>();
            foreach (var name in Sorted(scope))
            {
                bytes += name.Length;
                if ((maxNames > 0 && kept.Count >= maxNames) || (maxBytes > 0 && bytes > maxBytes))
                    break;
                kept.Add(name);
            }

            if (kept.Count > 0)
                result.Add(scope, kept);
        }

        return result;
    }
}
