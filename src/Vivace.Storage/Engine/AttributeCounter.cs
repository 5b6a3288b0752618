using System.Text;
using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Adds up what attributes take, one row group after the other. Used by one thread.</summary>
internal sealed class AttributeCounter
{
    /// <summary>A tenant with more different keys writes data into keys; what is beyond is left out.</summary>
    public const int MaxAttributes = 10_000;

    // 24 bytes each: about 50 MB for all, besides 16 KiB for each attribute that has more.
    private const int MaxExactOfAll = 2_000_000;
    private const int MaxExactOfEach = 200_000;

    private readonly Dictionary<(AttributeOwner Owner, string Name, AttributeType Type), Sums> _sums = [];
    private readonly DistinctCounter.Room _room = new(MaxExactOfAll, MaxExactOfEach);

    /// <summary>Whether attributes were left out.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<AttributeUse> Uses =>
    [
        .. _sums.Select(static entry => new AttributeUse(
            entry.Key.Owner, entry.Key.Name, entry.Key.Type, (long)Math.Round(entry.Value.BlockBytes), entry.Value.LiveBytes, entry.Value.Values,
            entry.Value.Distinct.IsExact ? entry.Value.Distinct.Count : Math.Min(entry.Value.Distinct.Count, entry.Value.Values),
            entry.Value.Distinct.IsExact)),
    ];

    /// <summary>Adds a row group of a block.</summary>
    public void AddBlock(BlockRowGroup group)
    {
        var directory = group.Columns.Directory;
        for (var table = 0; table < directory.Attributes.Length; table++)
        {
            foreach (var attribute in directory.Attributes[table])
            {
                if (Find((AttributeOwner)table, attribute.Name, attribute.Type) is not { } sums)
                    continue;
                sums.BlockBytes += attribute.Location.Length + attribute.Filter.Length;
                sums.Values += attribute.ValueCount;
                CountValues(group.Columns, attribute, sums.Distinct);
            }
        }

        var contexts = new List<(Sums Sums, int Length)>();
        AddContexts(group, (sums, value) => contexts.Add((sums, LengthOf(value) + Encoding.UTF8.GetByteCount(value.Key))));
        var total = contexts.Sum(static context => (double)context.Length);
        foreach (var (sums, length) in contexts)
            sums.BlockBytes += directory[Region.ContextTable].Length * (length / total);
    }

    /// <summary>Adds a row group of live data.</summary>
    public void AddLive(RowGroup group)
    {
        foreach (var table in Enum.GetValues<ColumnTable>())
        {
            foreach (var info in group.AttributeColumns(table))
            {
                var column = group.ReadAttribute(info);
                if (column.Rows.Length == 0 || Find((AttributeOwner)table, info.Key, info.Type) is not { } sums)
                    continue;
                sums.Values += column.Rows.Length;
                AddLiveValues(column, sums);
            }
        }

        AddContexts(group, static (sums, value) => sums.LiveBytes += LengthOf(value));
    }

    private static void AddLiveValues(AttributeColumn column, Sums sums)
    {
        if (column.Texts is { } texts)
        {
            for (var i = 0; i < texts.Codes.Length; i++)
            {
                sums.LiveBytes += texts[i].Length;
                sums.Distinct.Add(texts[i]);
            }

            return;
        }

        if (column.Info.Type == AttributeType.None)
            return;
        sums.LiveBytes += (long)column.Numbers.Length * LengthOf(column.Info.Type);
        foreach (var number in column.Numbers)
            sums.Distinct.Add(number);
    }

    /// <summary>Counts the different values of a column of a block; codes of texts are not read.</summary>
    private static void CountValues(BlockColumns columns, BlockAttribute attribute, DistinctCounter distinct)
    {
        switch (attribute.Type)
        {
            case AttributeType.None:
                return;
            case AttributeType.Text or AttributeType.Other:
                var values = columns.AttributeTexts(attribute, 0, 0).Dictionary;
                columns.Guard(attribute.Name, () =>
                {
                    for (var code = 0; code < values.Count; code++)
                        distinct.Add(values[code]);
                });
                return;
            case AttributeType.Integer or AttributeType.Boolean when attribute.Minimum == attribute.Maximum:
                distinct.Add(attribute.Minimum);
                return;
            default:
                foreach (var number in columns.AttributeNumbers(attribute, 0, attribute.ValueCount).Span)
                    distinct.Add(number);
                return;
        }
    }

    private void AddContexts(RowGroup group, Action<Sums, RawAttribute> addBytes)
    {
        Add(AttributeOwner.Resource, group.Resources, static resource => resource.Attributes, group.ResourceIndexes);
        Add(AttributeOwner.Instrumentation, group.Scopes, static scope => scope.Attributes, group.ScopeIndexes);

        void Add<T>(AttributeOwner owner, IReadOnlyList<T> entries, Func<T, IReadOnlyList<RawAttribute>> attributesOf, ReadOnlySpan<int> indexes)
        {
            var spans = new long[entries.Count];
            foreach (var index in indexes)
                spans[index]++;
            for (var i = 0; i < entries.Count; i++)
            {
                foreach (var attribute in attributesOf(entries[i]))
                {
                    if (Find(owner, attribute.Key, attribute.Type) is not { } sums)
                        continue;
                    sums.Values += spans[i];
                    addBytes(sums, attribute);
                    if (attribute.Type is AttributeType.Text or AttributeType.Other)
                        sums.Distinct.Add(attribute.Bytes.Span);
                    else if (attribute.Type != AttributeType.None)
                        sums.Distinct.Add(attribute.Number);
                }
            }
        }
    }

    private static int LengthOf(RawAttribute attribute) =>
        attribute.Type is AttributeType.Text or AttributeType.Other ? attribute.Bytes.Length : LengthOf(attribute.Type);

    private static int LengthOf(AttributeType type) => type switch
    {
        AttributeType.None => 0,
        AttributeType.Boolean => 1,
        _ => sizeof(long),
    };

    private Sums? Find(AttributeOwner owner, string name, AttributeType type)
    {
        if (_sums.TryGetValue((owner, name, type), out var known))
            return known;
        if (_sums.Count >= MaxAttributes)
        {
            IsFull = true;
            return null;
        }

        var sums = new Sums(new DistinctCounter(_room));
        _sums.Add((owner, name, type), sums);
        return sums;
    }

    private sealed class Sums(DistinctCounter distinct)
    {
        public DistinctCounter Distinct { get; } = distinct;

        public double BlockBytes { get; set; }

        public long LiveBytes { get; set; }

        public long Values { get; set; }
    }
}
