using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Vivace.Web.Tests.Data;

/// <summary>A web shop of four services and the traffic of the last half hour, sent by OpenTelemetry's .NET SDK over OTLP. The same
/// seed makes the same traffic.</summary>
public sealed class Shop
{
    /// <summary>Text that would do harm if a page took it for HTML or for an address.</summary>
    public const string Hostile = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    private const int Checkouts = 48;

    private readonly Random _random = new(42);
    private readonly Dictionary<string, ActivitySource> _sources = [];

    /// <summary>A checkout that failed: its payment threw an exception.</summary>
    public string FailedTraceId { get; private set; } = "";

    /// <summary>The slowest checkout.</summary>
    public string SlowTraceId { get; private set; } = "";

    /// <summary>A trace whose names and values are hostile.</summary>
    public string HostileTraceId { get; private set; } = "";

    /// <summary>A trace with links to <see cref="FailedTraceId"/>.</summary>
    public string LinkingTraceId { get; private set; } = "";

    /// <summary>Traces sent.</summary>
    public int TraceCount { get; private set; }

    /// <summary>Sends everything; done when it is stored.</summary>
    public void Send(Uri grpc)
    {
        var providers = new[] { "frontend", "payments", "stock", "mailer" }.Select(service => Provider(service, grpc)).ToList();
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-28);
        ActivityContext failed = default;
        for (var i = 0; i < Checkouts; i++)
        {
            var context = Checkout(start.AddSeconds(i * 34), i);
            if (i % 12 == 7)
                failed = context;
        }

        FailedTraceId = failed.TraceId.ToHexString();
        LinkingTraceId = Reminder(TimeProvider.System.GetUtcNow().AddMinutes(-2), failed);
        HostileTraceId = Strange(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        foreach (var provider in providers)
        {
            provider.ForceFlush(30_000);
            provider.Dispose();
        }

        foreach (var source in _sources.Values)
            source.Dispose();
    }

    private TracerProvider Provider(string service, Uri grpc)
    {
        var name = $"shop.{service}";
        _sources[service] = new ActivitySource(name, "2.1.0");
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(service, "shop", "2.1.0", false, $"{service}-7d9f")
                .AddAttributes([new("deployment.environment.name", "production"), new("cloud.region", "eu-central-1")]))
            .AddSource(name)
            .SetSampler(new AlwaysOnSampler())
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = grpc;
                exporter.Protocol = OtlpExportProtocol.Grpc;
                exporter.ExportProcessorType = ExportProcessorType.Batch;
                exporter.BatchExportProcessorOptions.MaxQueueSize = 100_000;
            })
            .Build();
    }

    private ActivityContext Checkout(DateTimeOffset start, int number)
    {
        var isSlow = number == 30;
        var fails = number % 12 == 7;
        var pace = isSlow ? 25 : 0.6 + (_random.NextDouble() * 1.2);
        var clock = new Clock(start, pace);
        using var root = Start("frontend", "POST /checkout", ActivityKind.Server, default, clock.At(0));
        root.SetTag("http.request.method", "POST").SetTag("http.route", "/checkout").SetTag("url.path", "/checkout")
            .SetTag("http.response.status_code", fails ? 500 : 200).SetTag("enduser.id", $"user-{number % 9}")
            .SetTag("cart.value", 12.5 * (1 + (number % 7))).SetTag("feature.express", number % 2 == 0);
        using (var cart = Start("frontend", "load cart", ActivityKind.Internal, root.Context, clock.At(2)))
        {
            cart.SetTag("cart.items", 1 + (number % 4));
            cart.AddEvent(new ActivityEvent("cache miss", clock.At(4), new ActivityTagsCollection { ["cache.key"] = $"cart:{number}" }));
            End(cart, clock.At(12));
        }

        Reserve(root.Context, clock, number);
        Pay(root.Context, clock, fails);
        using (var mail = Start("mailer", "send receipt", ActivityKind.Consumer, root.Context, clock.At(120)))
        {
            mail.SetTag("messaging.system", "rabbitmq").SetTag("messaging.destination.name", "receipts");
            End(mail, clock.At(150));
        }

        if (fails)
            root.SetStatus(ActivityStatusCode.Error, "payment failed");
        End(root, clock.At(110));
        TraceCount++;
        if (isSlow)
            SlowTraceId = root.TraceId.ToHexString();
        return root.Context;
    }

    private void Reserve(ActivityContext parent, Clock clock, int number)
    {
        using var client = Start("frontend", "POST /reservations", ActivityKind.Client, parent, clock.At(14));
        client.SetTag("http.request.method", "POST").SetTag("server.address", "stock");
        using var server = Start("stock", "POST /reservations", ActivityKind.Server, client.Context, clock.At(16));
        server.SetTag("http.request.method", "POST").SetTag("http.route", "/reservations").SetTag("http.response.status_code", 201);
        for (var item = 0; item < 6 + (number % 3); item++)
        {
            using var query = Start("stock", "SELECT stock", ActivityKind.Client, server.Context, clock.At(17 + (item * 3)));
            query.SetTag("db.system.name", "postgresql").SetTag("db.namespace", "stock")
                .SetTag("db.query.text", "SELECT amount FROM stock WHERE item = $1 AND warehouse = $2 FOR UPDATE");
            End(query, clock.At(19 + (item * 3)));
        }

        End(server, clock.At(46));
        End(client, clock.At(48));
    }

    private void Pay(ActivityContext parent, Clock clock, bool fails)
    {
        using var client = Start("frontend", "POST /payments", ActivityKind.Client, parent, clock.At(50));
        client.SetTag("http.request.method", "POST").SetTag("server.address", "payments");
        using var server = Start("payments", "POST /payments", ActivityKind.Server, client.Context, clock.At(53));
        server.SetTag("http.request.method", "POST").SetTag("http.route", "/payments").SetTag("http.response.status_code", fails ? 500 : 201);
        using (var charge = Start("payments", "charge card", ActivityKind.Internal, server.Context, clock.At(56)))
        {
            charge.SetTag("card.brand", "visa").SetTag("card.attempts", fails ? 3 : 1);
            if (fails)
            {
                charge.AddEvent(new ActivityEvent("exception", clock.At(90), new ActivityTagsCollection
                {
                    ["exception.type"] = "Payments.GatewayException",
                    ["exception.message"] = "The gateway did not answer within 30 s",
                    ["exception.stacktrace"] =
                        "Payments.GatewayException: The gateway did not answer within 30 s\n"
                        + "   at System.Net.Http.HttpConnectionPool.SendAsync(HttpRequestMessage request)\n"
                        + "   at Payments.Gateway.ChargeAsync(Card card, Decimal amount) in /src/Payments/Gateway.cs:line 87\n"
                        + "   at Payments.PaymentService.PayAsync(Order order) in /src/Payments/PaymentService.cs:line 41",
                }));
                charge.SetStatus(ActivityStatusCode.Error, "The gateway did not answer within 30 s");
            }

            End(charge, clock.At(95));
        }

        if (fails)
        {
            server.SetStatus(ActivityStatusCode.Error, "charge card failed");
            client.SetStatus(ActivityStatusCode.Error, "500");
        }

        End(server, clock.At(98));
        End(client, clock.At(100));
    }

    private string Reminder(DateTimeOffset start, ActivityContext about)
    {
        using var job = _sources["mailer"].StartActivity(
            "remind customers", ActivityKind.Internal, default(ActivityContext), null, [new ActivityLink(about)], start)!;
        job.SetTag("batch.size", 1);
        End(job, start.AddMilliseconds(40));
        TraceCount++;
        return job.TraceId.ToHexString();
    }

    private string Strange(DateTimeOffset start)
    {
        using var root = Start("frontend", Hostile, ActivityKind.Server, default, start);
        root.SetTag("html", Hostile).SetTag("url.full", "javascript:window.hacked=1").SetTag("quote\"key<b>", "\"><svg onload=window.hacked=1>")
            .SetTag("template", "{{constructor.constructor('window.hacked=1')()}}").SetTag("long", new string('x', 20_000))
            .SetTag("json", "{\"a\":\"</script><script>window.hacked=1</script>\",\"b\":[1,2,{\"c\":null}]}")
            .SetTag("sql", "SELECT '<b>' FROM t; DROP TABLE t --").SetTag("unicode", "\u202Egnp.exe \u0000 \uD83D\uDE80");
        root.AddEvent(new ActivityEvent(Hostile, start.AddMilliseconds(1), new ActivityTagsCollection { ["exception.message"] = Hostile }));
        root.SetStatus(ActivityStatusCode.Error, Hostile);
        End(root, start.AddMilliseconds(20));
        TraceCount++;
        return root.TraceId.ToHexString();
    }

    private Activity Start(string service, string name, ActivityKind kind, ActivityContext parent, DateTimeOffset start) =>
        _sources[service].StartActivity(name, kind, parent, null, null, start)!;

    private static void End(Activity activity, DateTimeOffset end)
    {
        activity.SetEndTime(end.UtcDateTime);
        activity.Stop();
    }

    /// <summary>Times of one checkout.</summary>
    private readonly record struct Clock(DateTimeOffset Start, double Pace)
    {
        public DateTimeOffset At(double milliseconds) => Start.AddMilliseconds(milliseconds * Pace);
    }
}
