using Vivace.Query.Values;
using Vivace.Storage.Columns;

namespace Vivace.Query.Filters;

/// <summary>A condition on one attribute of spans, events or links.</summary>
internal sealed class AttributeCondition(ColumnTable table, string key, ValueTest test) : Condition
{
    public override double EstimateCost(RowGroupScan scan) =>
        ColumnSelection.EstimateCost(scan.FindColumns(table, key), test);

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var columns = scan.FindColumns(table, key);
        if (columns.IsEmpty)
        {
            rows.Clear();
            return;
        }

        var found = scan.Pool.Rent(rows.Length);
        ColumnSelection.Select(scan, columns, test, rows, found);
        rows.And(found);
        scan.Pool.Return(found);
    }
}

/// <summary>A condition on an attribute without scope: the span's value where there is one, else the resource's.</summary>
internal sealed class UnscopedCondition(string key, ValueTest test) : Condition
{
    private readonly ResourceCondition _resource = new(key, test, textWhenAbsent: null);

    public override double EstimateCost(RowGroupScan scan) =>
        ColumnSelection.EstimateCost(scan.FindColumns(ColumnTable.Spans, key), test) + _resource.EstimateCost(scan);

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var columns = scan.FindColumns(ColumnTable.Spans, key);
        if (columns.IsEmpty)
        {
            _resource.Narrow(scan, rows);
            return;
        }

        var found = scan.Pool.Rent(rows.Length);
        ColumnSelection.Select(scan, columns, test, rows, found);
        var ofResource = scan.Pool.RentCopy(rows);
        ofResource.AndNot(found);
        _resource.Narrow(scan, ofResource);
        if (ofResource.Any())
        {
            var present = scan.Pool.Rent(rows.Length);
            ColumnSelection.Select(scan, columns, ValueTest.Exists, ofResource, present);
            ofResource.AndNot(present);
            scan.Pool.Return(present);
            found.Or(ofResource);
        }

        rows.And(found);
        scan.Pool.Return(ofResource);
        scan.Pool.Return(found);
    }
}

/// <summary>A condition on an attribute of the resource: evaluated on the few resources there are, then mapped to rows.</summary>
internal sealed class ResourceCondition(string key, ValueTest test, string? textWhenAbsent) : Condition
{
    private readonly byte[]? _whenAbsent = textWhenAbsent is null ? null : System.Text.Encoding.UTF8.GetBytes(textWhenAbsent);

    public override double EstimateCost(RowGroupScan scan) => 20.0 * scan.Rows.Resources.Count + 0.5 * scan.Rows.RowCount;

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var resources = scan.Rows.Resources;
        using var holds = new IndexSet(resources.Count);
        for (var i = 0; i < resources.Count; i++)
        {
            var value = EntryValues.Find(resources[i].Attributes, key);
            if (value.IsNil && _whenAbsent is not null)
                value = Value.FromText(_whenAbsent);
            if (test.Matches(value))
                holds.Add(i);
        }

        holds.Narrow(scan.Pool, scan.Rows.ResourceIndexes, rows);
    }
}

/// <summary>A condition on an attribute, the name or the version of the instrumentation scope.</summary>
/// <param name="key">The attribute's key; null for the name or version.</param>
/// <param name="isVersion">True for the version, when there is no key.</param>
/// <param name="test">The condition.</param>
internal sealed class ScopeCondition(string? key, bool isVersion, ValueTest test) : Condition
{
    public override double EstimateCost(RowGroupScan scan) => 20.0 * scan.Rows.Scopes.Count + 0.5 * scan.Rows.RowCount;

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var scopes = scan.Rows.Scopes;
        using var holds = new IndexSet(scopes.Count);
        for (var i = 0; i < scopes.Count; i++)
        {
            var value = key is not null
                ? EntryValues.Find(scopes[i].Attributes, key)
                : Value.FromText(System.Text.Encoding.UTF8.GetBytes(isVersion ? scopes[i].Version : scopes[i].Name));
            if (test.Matches(value))
                holds.Add(i);
        }

        holds.Narrow(scan.Pool, scan.Rows.ScopeIndexes, rows);
    }
}
