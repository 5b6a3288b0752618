using Vivace.Core;
using Vivace.Query.Search;
using Vivace.Query.Tags;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class QueryProgressTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void A_result_is_reported_by_one_worker_and_only_when_wanted()
    {
        var progress = new QueryProgress<string>();
        Assert.False(progress.TryBeginReport());

        var next = progress.NextAsync();
        Assert.Same(next, progress.NextAsync());
        Assert.True(progress.TryBeginReport());
        Assert.False(progress.TryBeginReport());
        Assert.False(next.IsCompleted);
        progress.Report("some");

        Assert.True(next.IsCompletedSuccessfully);
        Assert.Equal("some", progress.Latest);
        Assert.NotSame(next, progress.NextAsync());
    }

    [Fact]
    public async Task A_search_reports_a_part_of_its_result_that_is_complete_after_a_time()
    {
        var traces = Enumerable.Range(1, 60).Select(i =>
            Traces.Checkout(i).At(TestTrace.DefaultStartUnixNanoseconds + (ulong)(i * 7 % 60) * 1_000_000_000)).ToList();
        await using var store = await Store.OpenAsync(Placement.Scattered, [.. traces.Select(t => t.ToBytes())]);
        using var snapshot = store.Open(TimeRange.All);
        var progress = new QueryProgress<SearchResult>();
        var next = progress.NextAsync();

        var whole = await SearchExecution.RunAsync(
            snapshot, new SearchRequest(TenantId.Single, Store.Parse("{ kind = server }"), TimeRange.All, 25, 3) { Progress = progress },
            Cancellation);

        await next;
        var part = progress.Latest!;
        Assert.InRange(part.Metrics.CompletedJobs, 1, part.Metrics.TotalJobs);
        Assert.Equal(part.Metrics.TotalJobs, whole.Metrics.CompletedJobs);
        Assert.Equal(0UL, whole.CompleteAfterUnixNanoseconds);
        var complete = part.Traces.Where(t => t.StartUnixNanoseconds > part.CompleteAfterUnixNanoseconds).Select(t => t.TraceId).ToList();
        Assert.Equal(whole.Traces.Take(complete.Count).Select(t => t.TraceId), complete);
    }

    [Fact]
    public async Task Names_and_values_are_reported_as_they_are_found()
    {
        await using var store = await Store.OpenAsync(
            Placement.Scattered, [.. Enumerable.Range(1, 9).Select(i => Traces.Checkout(i).ToBytes())]);
        var names = new QueryProgress<TagNamesResult>();
        var values = new QueryProgress<TagValuesResult>();
        var nextName = names.NextAsync();
        var nextValue = values.NextAsync();

        using var snapshot = store.Open(TimeRange.All);
        var allNames = await TagNames.FindAsync(
            snapshot, new TagNamesRequest(TenantId.Single, TimeRange.All, null, null, 0, 0) { Progress = names }, Cancellation);
        var allValues = await TagValues.FindAsync(
            snapshot,
            new TagValuesRequest(TenantId.Single, TimeRange.All, [TraceQLParser.ParseField("span.enduser.id")!], null, 0, 0) { Progress = values },
            Cancellation);

        await nextName;
        await nextValue;
        Assert.Contains("enduser.id", names.Latest!.Scopes[AttributeScope.Span]);
        Assert.Subset(allNames.Scopes[AttributeScope.Span].ToHashSet(), names.Latest.Scopes[AttributeScope.Span].ToHashSet());
        Assert.Equal(9, allValues.Values.Count);
        Assert.NotEmpty(values.Latest!.Values);
        Assert.Subset(allValues.Values.ToHashSet(), values.Latest.Values.ToHashSet());
    }
}
