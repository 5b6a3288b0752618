using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Counts a selection of spans and the rest of them, by every value of every field.</summary>
internal sealed class CompareWorker : SourceWorker
{
    private static readonly Intrinsic[] Intrinsics =
    [
        Intrinsic.Name, Intrinsic.Status, Intrinsic.StatusMessage, Intrinsic.Kind, Intrinsic.TraceRootName,
        Intrinsic.TraceRootService, Intrinsic.ChildCount, Intrinsic.InstrumentationName, Intrinsic.InstrumentationVersion,
    ];

    private readonly CompareArguments _arguments;
    private readonly Condition _selection;
    private readonly Dictionary<(AttributeScope Scope, string Key), ComparedField> _attributes = [];
    private readonly List<ComparedField> _intrinsics;
    private readonly Scratch<bool> _isSelected = new();
    private readonly Scratch<int> _ids = new();

    public CompareWorker(MetricsSource source)
        : base(source)
    {
        _arguments = source.Function.Compare!;
        _selection = new ConditionCompiler(source.Plan.Patterns).Compile(_arguments.Selection.Condition);
        _intrinsics = [.. Intrinsics.Select(intrinsic => NewField(new IntrinsicExpression(intrinsic)))];
    }

    /// <summary>The fields met, with their counts.</summary>
    public IEnumerable<ComparedField> Fields => _intrinsics.Concat(_attributes.Values);

    public override void Visit(RowGroupScan scan, SelectedSpans spans)
    {
        Divide(scan, spans);
        foreach (var field in _intrinsics)
            Count(scan, spans, field);
        foreach (var column in scan.Rows.AttributeColumns(ColumnTable.Spans))
            FieldOf(AttributeScope.Span, column.Key).IsDue = true;
        foreach (var resource in scan.Rows.Resources)
            MarkDue(AttributeScope.Resource, resource.Attributes);
        foreach (var scope in scan.Rows.Scopes)
            MarkDue(AttributeScope.Instrumentation, scope.Attributes);

        // The service name is there even where it was not sent.
        FieldOf(AttributeScope.Resource, "service.name").IsDue = true;
        foreach (var field in _attributes.Values)
        {
            if (field.IsDue)
                Count(scan, spans, field);
            field.IsDue = false;
        }

        Exemplars.Collect(scan, spans, default, index => (
            (int)(_isSelected.At(index) ? CompareSide.Selection : CompareSide.Baseline), ValueKind.Nil, 0));
    }

    public override void Dispose()
    {
        _isSelected.Dispose();
        _ids.Dispose();
        foreach (var field in Fields)
            field.Dispose();
    }

    private void MarkDue(AttributeScope scope, IReadOnlyList<RawAttribute> attributes)
    {
        foreach (var attribute in attributes)
            FieldOf(scope, attribute.Key).IsDue = true;
    }

    private ComparedField FieldOf(AttributeScope scope, string key)
    {
        if (!_attributes.TryGetValue((scope, key), out var field))
            _attributes.Add((scope, key), field = NewField(new AttributeExpression(scope, key)));
        return field;
    }

    private ComparedField NewField(FieldExpression field) => new(
        TraceQLPrinter.Print(field), KeyColumns.Of(field, Source.Plan.Patterns), Source.Window.Count, Source.Budget);

    /// <summary>Finds out which spans are of the selection.</summary>
    private void Divide(RowGroupScan scan, SelectedSpans spans)
    {
        var isSelected = _isSelected.Reserve(spans.Count, scan.Rows.RowCount);
        var selected = scan.Pool.Rent(scan.Rows.RowCount);
        var rows = spans.Rows;
        var starts = _arguments.StartUnixNanoseconds is null ? default : scan.Rows.Numbers(SpanNumber.Start);
        foreach (var row in rows)
        {
            if (starts.IsEmpty
                || ((ulong)starts[row] > (ulong)_arguments.StartUnixNanoseconds! && (ulong)starts[row] <= (ulong)_arguments.EndUnixNanoseconds!))
                selected.Set(row);
        }

        _selection.Narrow(scan, selected);
        for (var i = 0; i < rows.Length; i++)
            isSelected[i] = selected[rows[i]];
        scan.Pool.Return(selected);
    }

    private void Count(RowGroupScan scan, SelectedSpans spans, ComparedField field)
    {
        scan.Cancellation.ThrowIfCancellationRequested();
        var ids = _ids.Reserve(spans.Count, scan.Rows.RowCount);
        field.Column.Read(scan, spans.Rows, ids);
        field.Add(ids, _isSelected[spans.Count], spans);
    }
}
