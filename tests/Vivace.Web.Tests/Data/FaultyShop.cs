using Vivace.Core;
using Vivace.Testing.Otlp;

namespace Vivace.Web.Tests.Data;

/// <summary>A shop with one fault that no single trace explains: <see cref="FaultyVersion"/> of the service payments is slow, and mostly
/// fails, for the tenant <see cref="FaultyTenant"/>. The same seed makes the same traffic.</summary>
internal sealed class FaultyShop
{
    public const string FaultyTenant = "globex";

    public const string FaultyVersion = "1.5.0";

    private static readonly string[] Tenants = ["acme", "globex", "hooli", "initech", "umbrella"];

    private static readonly string[] Routes = ["/cart", "/checkout", "/products", "/search"];

    private readonly Random _random = new(7);

    /// <summary>Spans of charging a card that the fault hit.</summary>
    public int FaultySpans { get; private set; }

    /// <summary>The traffic of fifty minutes up to an instant.</summary>
    public OtlpRequest Traffic(DateTimeOffset end)
    {
        const int Count = 1_200;
        var start = end.AddMinutes(-50);
        return Traces.ToRequest(Enumerable.Range(0, Count).Select(number => Request(number, start.AddMinutes(50.0 * number / Count))).ToList());
    }

    private TestTrace Request(int number, DateTimeOffset start)
    {
        var tenant = Tenants[_random.Next(Tenants.Length)];
        var route = Routes[_random.Next(Routes.Length)];
        var version = _random.Next(3) == 0 ? FaultyVersion : "1.4.0";
        var isFaulty = route == "/checkout" && tenant == FaultyTenant && version == FaultyVersion;
        var fails = isFaulty ? _random.Next(5) > 0 : _random.Next(250) == 0;
        var pace = 0.6 + _random.NextDouble();
        var charging = isFaulty ? 900 + (_random.NextDouble() * 500) : 30 * pace;

        var trace = new TestTrace(number).At(start)
            .WithResource("frontend", "service.version", "3.2.1")
            .WithResource("catalog", "service.version", "2.0.3")
            .WithResource("payments", "service.version", version)
            .WithResource("payments", "service.instance.id", $"payments-{(version == FaultyVersion ? 7 + _random.Next(2) : 1 + _random.Next(3))}");
        var root = trace.Root("frontend", $"{(route == "/checkout" ? "POST" : "GET")} {route}").OfKind(SpanKind.Server)
            .Lasting(Milliseconds((20 * pace) + (route == "/checkout" ? charging + 12 : 0)))
            .With("http.route", route).With("tenant.id", tenant).With("user.id", $"u{_random.Next(100_000)}")
            .With("http.request.body.size", (long)_random.Next(4_000));
        root.Child("catalog", "SELECT products").OfKind(SpanKind.Client).After(Milliseconds(2)).Lasting(Milliseconds(12 * pace))
            .With("db.system.name", "postgresql").With("tenant.id", tenant);
        if (route == "/checkout")
            Pay(trace, root, tenant, charging, isFaulty, fails);
        else if (fails)
            root.WithError("cancelled by the client");
        return trace;
    }

    private void Pay(TestTrace trace, TestSpan root, string tenant, double milliseconds, bool isFaulty, bool fails)
    {
        var client = root.Child("POST /payments").OfKind(SpanKind.Client).After(Milliseconds(8)).Lasting(Milliseconds(milliseconds + 6))
            .With("server.address", "payments").With("tenant.id", tenant);
        var server = client.Child("payments", "POST /payments").OfKind(SpanKind.Server).Lasting(Milliseconds(milliseconds + 4))
            .With("http.route", "/payments").With("tenant.id", tenant);
        var charge = server.Child("charge card").Lasting(Milliseconds(milliseconds))
            .With("card.brand", _random.Next(2) == 0 ? "visa" : "mastercard").With("tenant.id", tenant);
        if (isFaulty)
            FaultySpans++;
        if (!fails)
            return;

        charge.WithEvent(
            "exception", Milliseconds(milliseconds - 1), new OtlpAttribute("exception.type", "Payments.GatewayTimeout"),
            new OtlpAttribute("exception.message", $"the gateway did not answer order {_random.Next(100_000)} in time"));
        trace.WithError("the gateway did not answer in time");
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
