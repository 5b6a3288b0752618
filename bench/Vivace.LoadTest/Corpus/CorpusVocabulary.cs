using System.Globalization;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Corpus;

/// <summary>The words of the corpus, most of them already encoded. Names follow OpenTelemetry's semantic conventions.</summary>
internal static class CorpusVocabulary
{
    public const int ServiceCount = 15;
    public const int InstancesPerService = 4;
    public const int InstanceCount = ServiceCount * InstancesPerService;
    public const int UserCount = 100_000;
    public const int RouteCount = 10;
    public const int TableCount = 6;
    public const int UserAgentCount = 30;
    public const int FunctionCount = 40;

    /// <summary>Row ids of statements are drawn below this: <c>id = 4242.*</c> then matches 111 of a million.</summary>
    public const int RowIdLimit = 1_000_000;

    public static readonly string[] Services =
    [
        "frontend", "checkout", "cart", "catalog", "payment", "shipping", "inventory", "search", "recommendation",
        "accounts", "notification", "currency", "ads", "reviews", "gateway",
    ];

    public static readonly string[] Methods = ["GET", "GET", "GET", "POST", "PUT", "GET", "GET", "POST", "DELETE", "GET"];

    public static readonly string[] Routes =
    [
        "/api/products", "/api/products/{id}", "/api/cart", "/api/cart/items", "/api/cart/items/{id}",
        "/api/orders/{id}", "/api/users/{id}/profile", "/api/checkout", "/api/sessions/{id}", "/api/search",
    ];

    public static readonly string[] Tables = ["orders", "customers", "products", "inventory", "payments", "sessions"];

    public static readonly string[] Operations = ["SELECT", "SELECT", "SELECT", "UPDATE", "INSERT", "DELETE"];

    /// <summary>What comes before the table in the statement of each of <see cref="Operations"/>.</summary>
    public static readonly string[] StatementHeads =
        ["SELECT * FROM ", "SELECT id, state FROM ", "SELECT count(*) FROM ", "UPDATE ", "INSERT INTO archive SELECT * FROM ", "DELETE FROM "];

    /// <summary>What comes after the table.</summary>
    public static readonly string[] StatementMiddles = ["", "", "", " SET state = 'done'", "", ""];

    /// <summary>Statuses of spans that succeed, the more frequent ones repeated.</summary>
    public static readonly ushort[] GoodStatuses = [200, 200, 200, 200, 200, 200, 200, 200, 201, 201, 202, 204, 204, 301, 304, 304];

    /// <summary>Statuses of spans that fail, the more frequent ones repeated.</summary>
    public static readonly ushort[] BadStatuses = [400, 400, 401, 403, 404, 404, 404, 409, 429, 500, 500, 500, 502, 503];

    /// <summary>The encoded <c>Resource</c> of each instance: nine attributes.</summary>
    public static readonly byte[][] Resources = [.. Enumerable.Range(0, InstanceCount).Select(EncodeResource)];

    /// <summary>The encoded <c>InstrumentationScope</c> of each <see cref="SpanRole"/>.</summary>
    public static readonly byte[][] Scopes =
    [
        EncodeScope("http.server", "1.12.0"), EncodeScope("http.client", "1.12.0"),
        EncodeScope("database", "0.9.3"), EncodeScope("work", "2.4.1"),
    ];

    private static readonly string[] Platforms =
    [
        "Windows NT 10.0", "Macintosh", "X11; Linux x86_64", "iPhone", "Linux; Android 15",
    ];

    /// <summary>Thirty: five platforms with six versions each.</summary>
    public static readonly string[] UserAgents =
    [
        .. Enumerable.Range(0, UserAgentCount).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"Chrome/{131 + i / 5}.0 ({Platforms[i % 5]})")),
    ];

    public static readonly string[] Functions =
    [
        .. from type in (string[])["PriceCalculator", "StockKeeper", "OrderMapper", "TokenValidator", "CartMerger",
                "RankingModel", "TemplateRenderer", "RateTable"]
           from method in (string[])["Load", "Apply", "Validate", "Serialize", "Refresh"]
           select $"{type}.{method}",
    ];

    /// <summary>Which service a service calls: three each, so that the graph has an order to find.</summary>
    public static int Callee(int caller, CorpusRandom random) => (caller * 3 + 1 + random.Below(3)) % ServiceCount;

    private static byte[] EncodeResource(int instance)
    {
        var service = instance / InstancesPerService;
        var number = instance % InstancesPerService;
        using var writer = new ProtoWriter();
        WriteAttribute(writer, "service.name", Services[service]);
        WriteAttribute(writer, "service.namespace", "shop");
        WriteAttribute(writer, "service.version", string.Create(CultureInfo.InvariantCulture, $"3.{service}.{number / 2}"));
        WriteAttribute(writer, "service.instance.id", string.Create(CultureInfo.InvariantCulture, $"{Services[service]}-{number}"));
        WriteAttribute(writer, "deployment.environment.name", "production");
        WriteAttribute(writer, "host.name", string.Create(CultureInfo.InvariantCulture, $"n{instance % 12:00}"));
        WriteAttribute(writer, "telemetry.sdk.name", "opentelemetry");
        WriteAttribute(writer, "telemetry.sdk.language", "dotnet");
        WriteAttribute(writer, "telemetry.sdk.version", "1.20.1");
        return writer.Written.ToArray();
    }

    private static byte[] EncodeScope(string name, string version)
    {
        using var writer = new ProtoWriter();
        writer.WriteString(OtlpFields.Scope.Name, name);
        writer.WriteString(OtlpFields.Scope.Version, version);
        return writer.Written.ToArray();
    }

    private static void WriteAttribute(ProtoWriter writer, string key, string value)
    {
        var attribute = writer.BeginMessage(OtlpFields.Resource.Attributes);
        writer.WriteString(OtlpFields.KeyValue.Key, key);
        var any = writer.BeginMessage(OtlpFields.KeyValue.Value);
        writer.WriteString(OtlpFields.AnyValue.String, value);
        writer.EndMessage(any);
        writer.EndMessage(attribute);
    }
}
