using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

public class AllocationTests
{
    [Theory]
    [InlineData("{ span.cart.items > 2 && kind = client || status = error }")]
    [InlineData("{ resource.service.name = \"payments\" && duration > 50ms }")]
    [InlineData("{ span.http.route =~ \"/check.*\" && .deployment.environment = \"production\" }")]
    [InlineData("{ event:name = \"retry\" && event.attempt = 1 }")]
    public async Task Filters_allocate_nothing_per_span(string query)
    {
        await using var store = Store.Of(Enumerable.Range(1, 2_000).Select(Traces.Checkout));
        using var snapshot = store.Open(TimeRange.All);
        using var rows = snapshot.RowGroups[0].Open();
        using var scan = new RowGroupScan(rows, new BitmapPool(), CancellationToken.None);
        var condition = SearchPlanner.PlanFilter(Store.Condition(query));
        Assert.True(rows.RowCount > 10_000);

        Evaluate();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 2_000, $"{allocated} bytes for {rows.RowCount} spans");

        void Evaluate()
        {
            var answered = scan.RentAnsweredRows();
            condition.Narrow(scan, answered);
            scan.Pool.Return(answered);
        }
    }
}
