using Microsoft.AspNetCore.Http;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Server.Api.Queries;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>Running and slow queries, and how they are cancelled.</summary>
public sealed class QueriesApiTests
{
    private const string Search = "/api/search?q=%7B%7D";

    [Fact]
    public async Task A_cancelled_query_stops_and_says_so_to_whoever_asked()
    {
        var asked = new TaskCompletionSource();
        var stopped = false;
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSearch = async (_, token) =>
            {
                QueryCost.Current!.Add(1_000, 7);
                asked.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                finally
                {
                    stopped = token.IsCancellationRequested;
                }

                throw new InvalidOperationException("not reached");
            },
        });
        var answer = host.GetAsync(Search);
        await asked.Task;

        var running = Assert.Single(host.Queries.Running([TenantId.Single]));
        Assert.Equal(("search", "{}", 1_000, 7), (running.Kind, running.Expression, running.Cost.InspectedBytes, running.Cost.InspectedSpans));
        Assert.Equal("127.0.0.1", running.Client?.Replace("::ffff:", "", StringComparison.Ordinal));
        Assert.True(host.Queries.TryCancel(running.Id, [TenantId.Single]));

        Assert.Equal((499, "the query was cancelled from the list of running queries"), await answer);
        Assert.True(stopped);
        Assert.Empty(host.Queries.Running([TenantId.Single]));
        Assert.False(host.Queries.TryCancel(running.Id, [TenantId.Single]));
    }

    [Fact]
    public async Task Queries_of_other_tenants_are_not_seen_and_not_cancelled()
    {
        var asked = new TaskCompletionSource();
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (_, token) =>
                {
                    asked.TrySetResult();
                    await Task.Delay(Timeout.Infinite, token);
                    throw new InvalidOperationException("not reached");
                },
            },
            new QueryApiOptions { MultitenancyEnabled = true });
        Assert.True(TenantId.TryParse("blue", out var blue, out _));
        Assert.True(TenantId.TryParse("green", out var green, out _));
        var both = host.SendAsync(Search, ("X-Scope-OrgID", "blue|green"));
        await asked.Task;

        Assert.Empty(host.Queries.Running([blue]));
        var running = Assert.Single(host.Queries.Running([blue, green]));
        Assert.False(host.Queries.TryCancel(running.Id, [blue]));
        Assert.True(host.Queries.TryCancel(running.Id, [green, blue]));
        using var answer = await both;
        Assert.Equal(499, (int)answer.StatusCode);
    }

    [Fact]
    public void Slow_queries_are_kept_newest_first_with_how_they_ended()
    {
        var time = new Vivace.Testing.ManualTime();
        var registry = new QueryRegistry(TimeSpan.FromSeconds(1), time);
        for (var i = 0; i < QueryRegistry.MaxSlow + 5; i++)
            End(registry, time, $"{{ {i} }}", TimeSpan.FromSeconds(1), QueryEnd.Timeout);
        End(registry, time, "{ fast }", TimeSpan.FromMilliseconds(999), QueryEnd.Ok);

        var slow = registry.Slow([TenantId.Single]);
        Assert.Equal(QueryRegistry.MaxSlow, slow.Count);
        Assert.Equal(($"{{ {QueryRegistry.MaxSlow + 4} }}", QueryEnd.Timeout, TimeSpan.FromSeconds(1)), (slow[0].Expression, slow[0].Status, slow[0].Elapsed));
    }

    [Fact]
    public async Task A_slow_query_has_what_its_answer_says_it_read()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore { OnSearch = (_, _) => Task.FromResult(new SearchResult([], ScriptedStore.NoMetrics with { InspectedBytes = 500 }, null)) },
            new QueryApiOptions { SlowThreshold = TimeSpan.FromTicks(1) });
        await host.GetAsync(Search);
        var slow = Assert.Single(host.Queries.Slow([TenantId.Single]));
        Assert.Equal(("search", "{}", 500, QueryEnd.Ok), (slow.Kind, slow.Expression, slow.InspectedBytes, slow.Status));
    }

    [Fact]
    public void Nothing_is_slow_without_a_threshold()
    {
        var time = new Vivace.Testing.ManualTime();
        var registry = new QueryRegistry(TimeSpan.Zero, time);
        End(registry, time, "{}", TimeSpan.FromHours(1), QueryEnd.Ok);
        Assert.Empty(registry.Slow([TenantId.Single]));
    }

    private static void End(QueryRegistry registry, Vivace.Testing.ManualTime time, string expression, TimeSpan duration, QueryEnd end)
    {
        using var query = registry.Begin(new ApiRequest
        {
            Id = "1",
            Kind = "search",
            TenantHeader = default,
            Parameters = new QueryParameters(QueryCollection.Empty),
            Tenants = [TenantId.Single],
            Expression = expression,
        });
        time.Advance(duration);
        registry.End(query, end);
    }
}
