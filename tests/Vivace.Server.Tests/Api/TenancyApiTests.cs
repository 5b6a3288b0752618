using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class TenancyApiTests
{
    private static readonly string[] QueryPaths =
    [
        "/api/search?q={}", "/api/traces/1", "/api/v2/traces/1", "/api/search/tags", "/api/v2/search/tags", "/api/search/tag/x/values",
        "/api/v2/search/tag/.x/values", "/api/metrics/query_range?q={}|rate()", "/api/metrics/query?q={}|rate()",
    ];

    [Fact]
    public async Task Every_query_needs_a_tenant_and_nothing_else_does()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });
        foreach (var path in QueryPaths)
            Assert.Equal((401, "no org id"), await host.GetAsync(path));
        foreach (var path in (string[])["/api/echo", "/api/status/buildinfo", "/ready", "/live", "/status", "/metrics"])
            Assert.Equal(200, (await host.GetAsync(path)).Status);
        Assert.Empty(host.Store.Requests);
    }

    [Theory]
    [InlineData("a/b", 400, "tenant ID 'a/b' contains unsupported character '/'")]
    [InlineData(".", 400, "tenant ID is '.' or '..'")]
    [InlineData("a|..", 400, "tenant ID is '.' or '..'")]
    [InlineData("a||b", 400, "header X-Scope-OrgID has an empty tenant between two |")]
    public async Task A_bad_tenant_is_refused(string tenant, int status, string text)
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });
        Assert.Equal((status, text), await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", tenant)));
    }

    [Fact]
    public async Task A_tenant_may_have_150_characters()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", new string('a', 150)))).Status);
        Assert.Equal(
            (400, "tenant ID is too long: max 150 characters"),
            await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", new string('a', 151))));
    }

    [Fact]
    public async Task Several_tenants_can_be_switched_off()
    {
        await using var host = await ApiHost.StartAsync(
            options: new QueryApiOptions { MultitenancyEnabled = true, MultiTenantQueriesEnabled = false });
        Assert.Equal((400, "multi-tenant query unsupported"), await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "a|b")));
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "a"))).Status);
    }

    [Fact]
    public async Task Without_multitenancy_the_header_is_ignored()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "a/b"))).Status);
        Assert.Equal("single-tenant", host.Store.Single<SearchRequest>().Tenant.Value);
    }

    [Fact]
    public async Task A_tenant_with_too_many_queries_is_asked_to_come_back_and_others_are_served()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var store = new ScriptedStore
        {
            OnSearch = async (request, token) =>
            {
                if (request.Tenant.Value == "busy")
                {
                    entered.TrySetResult();
                    await release.Task.WaitAsync(token);
                }

                return new SearchResult([], ScriptedStore.NoMetrics, null);
            },
        };
        await using var host = await ApiHost.StartAsync(store, new() { MultitenancyEnabled = true, MaxOutstandingPerTenant = 1 });
        var running = host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "busy"));
        await entered.Task;

        using var refused = await host.SendAsync("/api/search?q={}", ("X-Scope-OrgID", "busy"));
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.StartsWith("job queue full", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "idle"))).Status);

        release.SetResult();
        Assert.Equal(200, (await running).Status);
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "busy"))).Status);
    }
}
