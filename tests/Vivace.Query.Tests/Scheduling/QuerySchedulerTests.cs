using Vivace.Core;
using Vivace.Query.Scheduling;
using Vivace.Store;
using Xunit;

namespace Vivace.Query.Tests.Scheduling;

public sealed class QuerySchedulerTests
{
    [Fact]
    public async Task A_query_beyond_the_limit_waits_until_another_ends()
    {
        using var scheduler = new QueryScheduler(new QueryLimits { MaxConcurrentQueries = 1 }, TimeProvider.System);
        var first = await scheduler.BeginAsync(TenantId.Single, TestContext.Current.CancellationToken);
        var second = scheduler.BeginAsync(TenantId.Single, TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose(); // once is enough, twice does no harm
        (await second).Dispose();
        (await scheduler.BeginAsync(TenantId.Single, TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task A_query_that_reads_more_than_it_may_fails_and_names_the_limit()
    {
        using var scheduler = new QueryScheduler(new QueryLimits { MaxInspectedBytes = 1000 }, TimeProvider.System);
        using var turn = await scheduler.BeginAsync(TenantId.Single, TestContext.Current.CancellationToken);
        turn.CountBytes(1000);
        var failure = Assert.Throws<QueryException>(() => turn.CountBytes(1));
        Assert.Equal(QueryErrorKind.LimitExceeded, failure.Kind);
        Assert.Contains("vivace.query.max_inspected_bytes (1,000)", failure.Message, StringComparison.Ordinal);
    }
}
