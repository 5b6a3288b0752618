using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Live;

public sealed class TraceOrderTests
{
    private readonly record struct Node(ulong Id, ulong Parent, ulong Start);

    [Fact]
    public void Rows_are_in_the_order_of_a_naive_depth_first_walk() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var nodes = Trace(new Random(seed));
            var live = new LiveBlock();
            live.Append(Request(nodes));
            using var snapshot = live.OpenSnapshot();
            using var group = Assert.Single(snapshot.RowGroups).Open();

            var (expected, connected) = Walk(nodes);
            Assert.Equal(expected.Select(row => row.Node.Id), group.Numbers(SpanNumber.SpanId).ToArray().Select(id => (ulong)id));
            Assert.Equal(expected.Select(row => row.ParentRow), group.ParentRows.ToArray());
            Assert.Equal(expected.Select((_, row) => row < connected), group.Connected.ToArray());
            Assert.Equal(connected > 0 ? 0 : -1, group.TraceRootRows[0]);
            for (var row = 0; row < expected.Count; row++)
                Assert.Equal(expected[row].Node.Parent, group.ParentId(row));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void An_order_that_grew_is_the_one_built_at_once() =>
        Prop.ForAll(OtlpArbitrary.Batches(), Seeds.Any, (batches, seed) =>
        {
            var random = new Random(seed);
            var live = new LiveBlock();
            foreach (var batch in batches.Concat(batches.Where(_ => random.Next(3) == 0))) // some are sent again
            {
                live.Append(batch.ToBytes());
                if (random.Next(3) == 0)
                    continue; // nobody asks in between

                var grown = live.View().Order;
                var built = TraceOrder.Build(live.Columns, live.RowCount, live.TraceCount);
                Assert.Equal(built.Rows[..built.RowCount], grown.Rows[..grown.RowCount]);
                Assert.Equal(built.Depths[..built.RowCount], grown.Depths[..grown.RowCount]);
                Assert.Equal(built.Traces[..built.TraceCount], grown.Traces[..grown.TraceCount]);
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>Distinct ids; roots, missing parents, cycles, spans that are their own parents, and equal starts.</summary>
    private static Node[] Trace(Random random)
    {
        var count = random.Next(1, random.Next(2) == 0 ? 8 : 120);
        return [.. Enumerable.Range(1, count).Select(i => new Node(
            (ulong)i * 0x9E3779B97F4A7C15,
            random.Next(10) switch { 0 => 0, 1 => 12345, _ => (ulong)random.Next(1, count + 1) * 0x9E3779B97F4A7C15 },
            (ulong)random.Next(20))).OrderBy(_ => random.Next())];
    }

    private static (List<(Node Node, int ParentRow)> Rows, int Connected) Walk(Node[] nodes)
    {
        var sorted = nodes.OrderBy(node => node.Start).ThenBy(node => node.Id).ToArray();
        var rows = new List<(Node Node, int ParentRow)>();
        var placed = new HashSet<ulong>();
        foreach (var node in sorted.Where(node => node.Parent == 0))
            Visit(node, -1);
        var connected = rows.Count;
        foreach (var node in sorted.Where(node => node.Parent == node.Id || nodes.All(other => other.Id != node.Parent)))
            Visit(node, -1);
        foreach (var node in sorted) // cycles
            Visit(node, -1);
        return (rows, connected);

        void Visit(Node node, int parentRow)
        {
            if (!placed.Add(node.Id))
                return;
            var row = rows.Count;
            rows.Add((node, parentRow));
            foreach (var child in sorted.Where(child => child.Parent == node.Id))
                Visit(child, row);
        }
    }

    private static byte[] Request(Node[] nodes) => new OtlpRequest(
    [
        new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [.. nodes.Select(Span)] }] },
    ]).ToBytes();

    private static OtlpSpan Span(Node node) => new()
    {
        TraceId = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
        SpanId = Bytes(node.Id),
        ParentSpanId = node.Parent == 0 ? [] : Bytes(node.Parent),
        StartTimeUnixNano = node.Start,
        EndTimeUnixNano = node.Start + 5,
        Name = $"{node.Id:x}",
    };

    private static byte[] Bytes(ulong id)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return bytes;
    }
}
