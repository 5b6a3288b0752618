using Vivace.Core;

namespace Vivace.Testing.Otlp;

/// <summary>Well-known traces, and requests made of them.</summary>
public static class Traces
{
    private static readonly OtlpScope Scope = new() { Name = "vivace.testing", Version = "1.0" };

    /// <summary>A checkout through three services, six spans: <c>shop</c> GET /checkout (server, 120 ms) with <c>validate cart</c> and
    /// POST /pay (client); <c>payments</c> POST /pay (server, 80 ms) with <c>SELECT accounts</c> (client) in <c>payments</c>, and <c>mailer</c>
    /// send receipt (consumer).</summary>
    /// <param name="number">Makes the ids.</param>
    public static TestTrace Checkout(int number = 1)
    {
        var trace = new TestTrace(number)
            .WithResource("shop", "deployment.environment", "production")
            .WithResource("payments", "deployment.environment", "production");
        var root = trace.Root("shop", "GET /checkout").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(120))
            .With("http.request.method", "GET").With("http.route", "/checkout").With("http.response.status_code", 200)
            .With("enduser.id", $"user-{number}");
        root.Child("validate cart").Lasting(TimeSpan.FromMilliseconds(5)).With("cart.items", 3).With("cart.total", 99.5);
        var pay = root.Child("POST /pay").OfKind(SpanKind.Client).After(TimeSpan.FromMilliseconds(10))
            .Lasting(TimeSpan.FromMilliseconds(100)).With("http.request.method", "POST");
        var served = pay.Child("payments", "POST /pay").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(80))
            .With("http.request.method", "POST").With("retried", false);
        root.Child("mailer", "send receipt").OfKind(SpanKind.Consumer).After(TimeSpan.FromMilliseconds(115))
            .WithLink(trace.Id, pay.SpanId);
        served.Child("SELECT accounts").OfKind(SpanKind.Client).Lasting(TimeSpan.FromMilliseconds(60))
            .With("db.system", "postgresql").With("db.query.text", "SELECT * FROM accounts WHERE id = $1")
            .WithEvent("retry", TimeSpan.FromMilliseconds(2), new OtlpAttribute("attempt", 1));
        return trace;
    }

    /// <summary>One request with all spans of some traces, grouped by trace and service.</summary>
    public static OtlpRequest ToRequest(params IEnumerable<TestTrace> traces) => ToRequest(traces.SelectMany(t => t.Spans));

    /// <summary>One request with some spans; a way to send a trace in pieces.</summary>
    public static OtlpRequest ToRequest(params IEnumerable<TestSpan> spans) => new(
    [
        .. spans.GroupBy(s => (s.Trace, s.Service)).Select(group => new OtlpResourceSpans
        {
            Resource = group.Key.Trace.ResourceOf(group.Key.Service),
            ScopeSpans = [new OtlpScopeSpans { Scope = Scope, Spans = [.. group.Select(s => s.ToModel())] }],
        }),
    ]);
}
