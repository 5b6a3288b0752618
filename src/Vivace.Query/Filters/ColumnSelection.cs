using Vivace.Storage.Columns;

namespace Vivace.Query.Filters;

/// <summary>Asks whole attribute columns.</summary>
internal static class ColumnSelection
{
    // Rough costs per entry, in nanoseconds; only their order matters.
    private const double NumberCost = 0.5;
    private const double CodeCost = 1.5;

    /// <summary>What selecting from a key's columns costs; 0 when the directory alone answers.</summary>
    public static double EstimateCost(in AttributeColumnSet columns, ValueTest test)
    {
        var cost = 0.0;
        if (columns.Boolean is { } booleans && !test.Booleans.Misses(booleans.Minimum, booleans.Maximum))
            cost += booleans.ValueCount * NumberCost;
        if (columns.Integer is { } integers && !test.Integers.Misses(integers.Minimum, integers.Maximum))
            cost += integers.ValueCount * NumberCost;
        if (columns.Double is { } doubles && !test.Doubles.IsEmpty)
            cost += doubles.ValueCount * NumberCost;
        if (columns.Text is { } texts && (test.MatchesAllTexts || test.Texts is not null))
            cost += texts.ValueCount * (CodeCost + (test.Texts is { Single: null } slow ? slow.CostPerValue : 0));
        if (columns.Other is { } others)
            cost += others.ValueCount * (CodeCost + test.Others.CostPerValue);
        return cost;
    }

    /// <summary>Adds the rows that have a value which satisfies a condition.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="columns">The columns of one key.</param>
    /// <param name="test">The condition.</param>
    /// <param name="candidates">Rows of which the answer matters; others may or may not be added.</param>
    /// <param name="found">Where rows are added.</param>
    public static void Select(
        RowGroupScan scan, in AttributeColumnSet columns, ValueTest test, Bitmap candidates, Bitmap found)
    {
        if (columns.Boolean is { } booleans)
            SelectNumbers(scan, booleans, test.Booleans, found);
        if (columns.Integer is { } integers)
            SelectNumbers(scan, integers, test.Integers, found);
        if (columns.Double is { } doubles)
            SelectNumbers(scan, doubles, test.Doubles, found);
        if (columns.Text is { } texts)
        {
            if (test.MatchesAllTexts)
                AddAll(scan.Read(texts).Rows, found);
            else if (test.Texts is { } textTest && MayMatch(scan, texts, textTest))
                SelectTexts(scan, scan.Read(texts), textTest, candidates, found);
        }

        if (columns.Other is { } others)
            SelectTexts(scan, scan.Read(others), test.Others, candidates, found);
    }

    private static bool MayMatch(RowGroupScan scan, AttributeColumnInfo info, TextTest test) =>
        test.IsNegated || test.Single is not { } single || scan.Rows.MayContain(info, single.Span);

    private static void SelectNumbers(RowGroupScan scan, AttributeColumnInfo info, NumberRange range, Bitmap found)
    {
        var known = info.Type != AttributeType.Double;
        if (range.IsEmpty || (known && range.Misses(info.Minimum, info.Maximum)))
            return;

        var column = scan.Read(info);
        if (range == NumberRange.All)
        {
            AddAll(column.Rows, found);
            return;
        }

        var entries = scan.Pool.Rent(column.Numbers.Length);
        if (info.Type == AttributeType.Double)
            RangeKernel.SelectDoubles(column.Numbers, range, entries.Words);
        else
            RangeKernel.Select(column.Numbers, range, entries.Words);
        entries.TrimTail();
        AddEntries(entries, column.Rows, found);
        scan.Pool.Return(entries);
    }

    private static void SelectTexts(
        RowGroupScan scan, AttributeColumn column, TextTest test, Bitmap candidates, Bitmap found)
    {
        var texts = column.Texts!;
        var codes = texts.Codes;
        var dictionary = texts.Dictionary;
        if (dictionary.IsDistinct && test.Single is { } single)
        {
            SelectSingle(scan, column, test, single.Span, found);
        }
        else if (test is { Single: { } value, IsNegated: false })
        {
            var entries = scan.Pool.Rent(codes.Length);
            dictionary.SelectEqual(codes, value.Span, entries.Words);
            if (entries.Any())
                AddEntries(entries, column.Rows, found);
            scan.Pool.Return(entries);
        }
        else if (dictionary.IsDistinct)
        {
            var memo = test.MemoOf(dictionary);
            var states = memo.States;
            var rows = column.Rows;
            var checkpoint = new Checkpoint(scan.Cancellation);
            for (var entry = 0; entry < codes.Length; entry++)
            {
                checkpoint.Pass();
                if (candidates[rows[entry]] && memo.IsMatch(states, codes[entry]))
                    found.Set(rows[entry]);
            }
        }
        else
        {
            var rows = column.Rows;
            var checkpoint = new Checkpoint(scan.Cancellation);
            for (var entry = 0; entry < codes.Length; entry++)
            {
                checkpoint.Pass();
                if (candidates[rows[entry]] && test.Matches(dictionary[codes[entry]]))
                    found.Set(rows[entry]);
            }
        }
    }

    private static void SelectSingle(
        RowGroupScan scan, AttributeColumn column, TextTest test, ReadOnlySpan<byte> single, Bitmap found)
    {
        var texts = column.Texts!;
        var code = test.MemoOf(texts.Dictionary).FindCode(single);
        if (code < 0)
        {
            if (test.IsNegated)
                AddAll(column.Rows, found);
            return;
        }

        var entries = scan.Pool.Rent(texts.Codes.Length);
        RangeKernel.SelectEqual(texts.Codes, code, entries.Words);
        if (test.IsNegated)
            Invert(entries);
        AddEntries(entries, column.Rows, found);
        scan.Pool.Return(entries);
    }

    /// <summary>Turns a set around.</summary>
    internal static void Invert(Bitmap rows)
    {
        foreach (ref var word in rows.Words)
            word = ~word;
        if (rows.Length > 0)
            rows.TrimTail();
    }

    private static void AddAll(ReadOnlySpan<int> rows, Bitmap found)
    {
        foreach (var row in rows)
            found.Set(row);
    }

    private static void AddEntries(Bitmap entries, ReadOnlySpan<int> rows, Bitmap found)
    {
        if (rows.Length == found.Length && rows.Length > 0 && rows[^1] == rows.Length - 1 && rows[0] == 0 && IsDense(rows))
        {
            found.Or(entries);
            return;
        }

        for (var entry = entries.Next(0); entry >= 0; entry = entries.Next(entry + 1))
            found.Set(rows[entry]);
    }

    /// <summary>True when every row has one entry.</summary>
    private static bool IsDense(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] != i)
                return false;
        }

        return true;
    }
}
