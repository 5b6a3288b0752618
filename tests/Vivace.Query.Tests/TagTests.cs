using Vivace.Testing.Otlp;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class TagTests
{
    [Theory]
    [InlineData("span.http.request.method", null, "String GET, String POST")]
    [InlineData("span.cart.items", null, "Int 3")]
    [InlineData("span.cart.total", null, "Float 99.5")]
    [InlineData("span.retried", null, "Bool false")]
    [InlineData("span.none", null, "")]
    [InlineData("name", "{ resource.service.name = \"mailer\" }", "String send receipt")]
    [InlineData("resource.service.name", "{ kind = server }", "String payments, String shop")]
    [InlineData(".service.name", "{ kind = consumer }", "String mailer")]
    [InlineData("event.attempt", null, "Int 1")]
    [InlineData("event:name", "{ span.db.system != nil }", "String retry")]
    [InlineData("event:timeSinceStart", null, "Int 2000000")]
    [InlineData("rootName", "{ kind = consumer }", "String GET /checkout")]
    [InlineData("trace:duration", null, "Int 125000000")]
    [InlineData("instrumentation:name", null, "String vivace.testing")]
    [InlineData("statusMessage", null, "String ")]
    public async Task Values_are_those_on_matching_spans(string field, string? filter, string expected)
    {
        foreach (var placement in Enum.GetValues<Placement>())
        {
            await using var store = await Store.OpenAsync(placement, [Traces.Checkout().ToBytes()]);
            var values = await store.ValuesAsync(field, filter);
            Assert.Equal(expected, string.Join(", ", values.Values.Select(v => $"{v.Type} {v.Value}").Order(StringComparer.Ordinal)));
            Assert.False(values.Truncated);
        }
    }

    [Fact]
    public async Task Arrays_contribute_their_elements()
    {
        var trace = new TestTrace();
        trace.Root("shop", "root").With("a", new OtlpValue.Array(["x", "y"]));
        trace.Root("shop", "other").With("a", new OtlpValue.Array([1.0, 2e300]));
        await using var store = Store.Of(trace);

        var values = (await store.ValuesAsync("span.a")).Values;

        Assert.Equal(["Float 1.0", "Float 2e+300", "String x", "String y"], values.Select(v => $"{v.Type} {v.Value}").Order());
    }

    [Fact]
    public async Task A_limit_cuts_values_and_says_so()
    {
        await using var store = Store.Of(Enumerable.Range(1, 20).Select(Traces.Checkout));

        var values = await store.ValuesAsync("span.enduser.id", maxValues: 7);

        Assert.Equal(7, values.Values.Count);
        Assert.True(values.Truncated);
        Assert.Equal(20, (await store.ValuesAsync("span.enduser.id", maxValues: 20)).Values.Count);
    }

    [Theory]
    [InlineData(Placement.Live)]
    [InlineData(Placement.OneBlock)]
    public async Task Names_are_listed_by_scope_and_only_those_on_matching_spans(Placement placement)
    {
        await using var store = await Store.OpenAsync(placement, [Traces.Checkout().ToBytes()]);

        var all = (await store.TagsAsync()).Scopes;
        var filtered = (await store.TagsAsync(filter: "{ span.db.system != nil }")).Scopes;

        Assert.Contains("cart.items", all[AttributeScope.Span]);
        Assert.Equal(["attempt"], all[AttributeScope.Event]);
        Assert.Equal(["deployment.environment", "service.name"], all[AttributeScope.Resource]);
        Assert.Equal(["db.query.text", "db.system"], filtered[AttributeScope.Span]);
        Assert.Equal([AttributeScope.Span], (await store.TagsAsync(AttributeScope.Span)).Scopes.Keys);
    }
}
