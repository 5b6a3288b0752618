using Vivace.Core;
using Vivace.Storage.RowGroups;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class StoredOnceTests
{
    public static TheoryData<int> Rounds => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Every_trace_is_whole_and_there_once_however_it_was_cut_merged_and_replayed(int round)
    {
        for (var seed = round * 10; seed < (round + 1) * 10; seed++)
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}", exception);
            }
        }
    }

    [Fact]
    public async Task The_same_spans_cut_differently_have_the_same_rows()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var source = new OtlpRandom(seed, 40);
            var sent = Enumerable.Range(0, 6).Select(_ => source.Request().ToBytes()).ToArray();
            await using var whole = await EngineBed.OpenAsync(new FaultyFileSystem());
            await using var cut = await EngineBed.OpenAsync(new FaultyFileSystem());
            var options = EngineBed.Options with { MinCopiedRows = seed % 2 == 0 ? 1 : int.MaxValue };
            await using var merged = await EngineBed.OpenAsync(new FaultyFileSystem(), options);
            foreach (var request in sent)
            {
                await EngineBed.AppendAsync(whole, request);
                await EngineBed.AppendAsync(cut, request);
                await cut.FlushAsync(TestContext.Current.CancellationToken);
                await EngineBed.AppendAsync(merged, request);
                await merged.FlushAsync(TestContext.Current.CancellationToken);
            }

            await merged.MaintainAsync(TestContext.Current.CancellationToken);
            var expected = Rows(whole);
            Assert.Equal(expected, Rows(cut));
            Assert.Equal(expected, Rows(merged));
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var source = new OtlpRandom(seed, 1 + (seed * 3 % 60));
        var options = EngineBed.Options with
        {
            MaxBlockBytes = seed % 3 == 0 ? 3_000 : long.MaxValue,
            MinCopiedRows = seed % 2 == 0 ? 1 + (seed % 20) : int.MaxValue,
        };
        var files = new FaultyFileSystem();
        var sent = new List<byte[]>();
        var storage = await EngineBed.OpenAsync(files, options);
        for (var step = 0; step < 12; step++)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    await storage.FlushAsync(TestContext.Current.CancellationToken);
                    break;
                case 2:
                    await storage.MaintainAsync(TestContext.Current.CancellationToken);
                    break;
                case 3:
                    await storage.DisposeAsync();
                    storage = await EngineBed.OpenAsync(files, options);
                    break;
                case 4 when sent.Count > 0: // a retry
                    await EngineBed.AppendAsync(storage, sent[random.Next(sent.Count)]);
                    break;
                default:
                    sent.Add(source.Request().ToBytes());
                    await EngineBed.AppendAsync(storage, sent[^1]);
                    break;
            }
        }

        EngineBed.AssertStored(storage, sent);
        var missing = storage.FindTrace(default, new TraceId(1, 2), TimeRange.All, CancellationToken.None);
        Assert.Equal((0, true), (missing.SpanCount, missing.TracesData.IsEmpty));
        await storage.DisposeAsync();
    }

    /// <summary>Rows of each trace as text; traces with spans that share an id are left out, their order is that of arrival.</summary>
    private static SortedDictionary<string, string> Rows(TraceStorage storage)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        foreach (var handle in snapshot.RowGroups)
        {
            using var group = handle.Open();
            for (var trace = 0; trace < group.TraceCount; trace++)
            {
                if (!group.ExcludedTraces.Contains(trace) && Describe(group, trace) is { } text)
                    rows.Add(group.TraceIds[trace].ToString(), text);
            }
        }

        return rows;
    }

    private static string? Describe(RowGroup group, int trace)
    {
        var (first, end) = (group.TraceFirstRows[trace], group.TraceFirstRows[trace + 1]);
        if (group.Numbers(SpanNumber.SpanId)[first..end].ToArray().Distinct().Count() < end - first)
            return null;
        var root = group.TraceRootRows[trace];
        var lines = new List<string>
        {
            $"{group.TraceStarts[trace]} {group.TraceEnds[trace]} {(root < 0 ? -1 : root - first)}",
        };
        for (var row = first; row < end; row++)
        {
            var parent = group.ParentRows[row];
            lines.Add($"{group.Numbers(SpanNumber.SpanId)[row]:x} {(parent < 0 ? -1 : parent - first)} {group.ParentId(row):x} "
                + $"{group.SubtreeSizes[row]} {group.Connected[row]} {Convert.ToHexString(group.Texts(SpanText.Name)[row])} "
                + $"{group.EventFirstRows[row + 1] - group.EventFirstRows[row]} {group.LinkFirstRows[row + 1] - group.LinkFirstRows[row]}");
        }

        return string.Join('\n', lines);
    }
}
