using System.Text;
using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Query.Tags;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Finds the column-wise way to read a field as ids.</summary>
internal static class KeyColumns
{
    /// <summary>A reader for a field.</summary>
    /// <param name="field">An attribute or intrinsic.</param>
    /// <param name="patterns">The regular expressions of the query.</param>
    public static KeyColumn Of(FieldExpression field, PatternTests patterns)
    {
        var values = new DistinctValues();
        if (field is AttributeExpression { OfParent: false } attribute)
        {
            switch (attribute.Scope)
            {
                case AttributeScope.Span:
                    return new AttributeKeys(values, attribute.Name, fallback: null);
                case AttributeScope.Unscoped:
                    return new AttributeKeys(values, attribute.Name, OfResource(values, attribute.Name, isService: false));
                case AttributeScope.Resource:
                    return OfResource(values, attribute.Name, attribute.Name == "service.name");
                case AttributeScope.Instrumentation:
                    return new ScopeKeys(values, scope => EntryValues.Find(scope.Attributes, attribute.Name));
            }
        }

        return (field as IntrinsicExpression)?.Intrinsic switch
        {
            Intrinsic.Name => new TextKeys(values, DenseText.Name),
            Intrinsic.StatusMessage => new TextKeys(values, DenseText.StatusMessage),
            Intrinsic.Status => new NumberKeys(values, DenseNumber.Status, ValueKind.Status),
            Intrinsic.Kind => new NumberKeys(values, DenseNumber.Kind, ValueKind.Kind),
            Intrinsic.Duration => new NumberKeys(values, DenseNumber.Duration, ValueKind.Duration),
            Intrinsic.ChildCount => new NumberKeys(values, DenseNumber.ChildCount, ValueKind.Integer),
            Intrinsic.NestedSetLeft => new NumberKeys(values, DenseNumber.NestedSetLeft, ValueKind.Integer),
            Intrinsic.NestedSetRight => new NumberKeys(values, DenseNumber.NestedSetRight, ValueKind.Integer),
            Intrinsic.NestedSetParent => new NumberKeys(values, DenseNumber.NestedSetParent, ValueKind.Integer),
            Intrinsic.InstrumentationName => new ScopeKeys(values, scope => Text(scope.Name)),
            Intrinsic.InstrumentationVersion => new ScopeKeys(values, scope => Text(scope.Version)),
            Intrinsic.TraceId or Intrinsic.TraceDuration or Intrinsic.TraceRootName or Intrinsic.TraceRootService =>
                new TraceKeys(values, field, patterns),
            _ => new RowKeys(values, field, patterns),
        };

        static Value Text(string text) => Value.FromText(Encoding.UTF8.GetBytes(text));
    }

    private static ResourceKeys OfResource(DistinctValues values, string key, bool isService) =>
        new(values, resource =>
        {
            var value = EntryValues.Find(resource.Attributes, key);
            return value.IsNil && isService ? Value.FromText(default) : value;
        });
}

/// <summary>Reads a field of an entry that many spans share, once per entry.</summary>
internal abstract class EntryKeys<TEntry>(DistinctValues values) : KeyColumn(values)
{
    private const int Unknown = -1;

    // Row groups of one system repeat the same few entries; taking each apart anew costs more than counting its spans.
    private const int MaxRemembered = 4096;

    // With so many spans for each entry it pays to take all entries apart beforehand, whether the spans refer to them or not.
    private const int RowsPerEntry = 16;

    private readonly ByteStringSet _messages = new();
    private readonly List<int> _idOfMessage = [];
    private int[] _ids = [];

    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var entries = Prepare(scan.Rows);
        ids = ids[..rows.Length];
        var hasNoGap = RowLists.HasNoGap(rows);
        if (hasNoGap || (long)entries.Count * RowsPerEntry <= rows.Length)
        {
            for (var i = 0; i < entries.Count; i++)
                _ids[i] = FindId(entries[i]);
            if (hasNoGap)
                Map(scan.Rows, _ids.AsSpan(0, entries.Count), rows[0], ids);
            else
                Map(scan.Rows, _ids.AsSpan(0, entries.Count), rows, ids);
            return;
        }

        var indexes = Indexes(scan.Rows);
        for (var i = 0; i < ids.Length; i++)
            ids[i] = IdOf(entries, indexes[rows[i]]);
    }

    /// <summary>Reads the field where the span itself had none.</summary>
    public void ReadMissing(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var indexes = Indexes(scan.Rows);
        var entries = Prepare(scan.Rows);
        for (var i = 0; i < rows.Length; i++)
        {
            if (ids[i] == 0)
                ids[i] = IdOf(entries, indexes[rows[i]]);
        }
    }

    protected abstract ReadOnlySpan<int> Indexes(RowGroup rows);

    protected abstract void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, int firstRow, Span<int> ids);

    protected abstract void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, ReadOnlySpan<int> rows, Span<int> ids);

    protected abstract IReadOnlyList<TEntry> Entries(RowGroup rows);

    protected abstract Value Find(TEntry entry);

    /// <summary>The entry as sent: equal ones have equal fields.</summary>
    protected abstract ReadOnlySpan<byte> Message(TEntry entry);

    private IReadOnlyList<TEntry> Prepare(RowGroup rows)
    {
        var entries = Entries(rows);
        if (_ids.Length < entries.Count)
            _ids = new int[Math.Max(entries.Count, 2 * _ids.Length)];
        _ids.AsSpan(0, entries.Count).Fill(Unknown);
        return entries;
    }

    private int IdOf(IReadOnlyList<TEntry> entries, int index)
    {
        var id = _ids[index];
        return id >= 0 ? id : _ids[index] = FindId(entries[index]);
    }

    private int FindId(TEntry entry)
    {
        if (_messages.Count >= MaxRemembered)
            return Values.IdOf(Find(entry));
        var number = _messages.GetOrAdd(Message(entry));
        if (number == _idOfMessage.Count)
            _idOfMessage.Add(Values.IdOf(Find(entry)));
        return _idOfMessage[number];
    }
}

/// <summary>A field of the resource.</summary>
internal sealed class ResourceKeys(DistinctValues values, ResourceKeys.Reader read) : EntryKeys<ResourceEntry>(values)
{
    /// <summary>Reads the field of one resource.</summary>
    public delegate Value Reader(ResourceEntry entry);

    protected override ReadOnlySpan<int> Indexes(RowGroup rows) => rows.ResourceIndexes;

    protected override void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, int firstRow, Span<int> ids) =>
        group.MapResources(idOfEntry, firstRow, ids);

    protected override void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, ReadOnlySpan<int> rows, Span<int> ids) =>
        group.MapResources(idOfEntry, rows, ids);

    protected override IReadOnlyList<ResourceEntry> Entries(RowGroup rows) => rows.Resources;

    protected override Value Find(ResourceEntry entry) => read(entry);

    protected override ReadOnlySpan<byte> Message(ResourceEntry entry) => entry.Message.Span;
}

/// <summary>A field of the instrumentation scope.</summary>
internal sealed class ScopeKeys(DistinctValues values, ScopeKeys.Reader read) : EntryKeys<ScopeEntry>(values)
{
    /// <summary>Reads the field of one scope.</summary>
    public delegate Value Reader(ScopeEntry entry);

    protected override ReadOnlySpan<int> Indexes(RowGroup rows) => rows.ScopeIndexes;

    protected override void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, int firstRow, Span<int> ids) =>
        group.MapScopes(idOfEntry, firstRow, ids);

    protected override void Map(RowGroup group, ReadOnlySpan<int> idOfEntry, ReadOnlySpan<int> rows, Span<int> ids) =>
        group.MapScopes(idOfEntry, rows, ids);

    protected override IReadOnlyList<ScopeEntry> Entries(RowGroup rows) => rows.Scopes;

    protected override Value Find(ScopeEntry entry) => read(entry);

    protected override ReadOnlySpan<byte> Message(ScopeEntry entry) => entry.Message.Span;
}
