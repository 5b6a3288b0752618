using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class LocalTraceStoreTests
{
    [Fact]
    public async Task What_was_appended_is_found_at_once_by_every_question()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("vivace-query-").FullName;
        try
        {
            var options = new StorageOptions { BlocksPath = Path.Combine(folder, "blocks"), LogPath = Path.Combine(folder, "wal") };
            await using var storage =
                await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellation);
            var store = new LocalTraceStore(storage, TimeProvider.System, NullLoggerFactory.Instance);
            var trace = Traces.Checkout();

            var outcome = await store.AppendAsync(TenantId.Single, trace.ToBytes(), trace.Spans.Count, cancellation);
            var found = await store.FindTraceAsync(
                new FindTraceRequest(TenantId.Single, trace.Id, TimeRange.All), cancellation);
            var search = await store.SearchAsync(
                new SearchRequest(TenantId.Single, Store.Parse("{ kind = server }"), TimeRange.All, 20, 3), cancellation);
            var names = await store.FindTagNamesAsync(
                new TagNamesRequest(TenantId.Single, TimeRange.All, AttributeScope.Event, null, 0, 0), cancellation);
            var values = await store.FindTagValuesAsync(
                new TagValuesRequest(TenantId.Single, TimeRange.All, [TraceQLParser.ParseField("span.cart.items")!], null, 0, 0),
                cancellation);

            Assert.Equal(AppendOutcome.Accepted, outcome);
            Assert.Equal(trace.Spans.Count, found.SpanCount);
            OtlpTraces.AssertSame(
                OtlpTraces.Normalize([trace.ToBytes()]), OtlpTraces.Normalize([found.TracesData.ToArray()]));
            Assert.Equal(trace.Id, Assert.Single(search.Traces).TraceId);
            Assert.Equal(["attempt"], names.Scopes[AttributeScope.Event]);
            Assert.Equal(new TagValue(TagValueType.Int, "3"), Assert.Single(values.Values));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
