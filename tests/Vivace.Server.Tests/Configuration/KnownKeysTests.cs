using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

public sealed class KnownKeysTests
{
    [Fact]
    public void Every_default_can_be_read()
    {
        foreach (var key in KnownKeys.Shipped.All().Where(key => key.Default.Length > 0 && key.Type.IsScalar))
        {
            Assert.NotNull(ScalarValue.Read(key.Type, key.Default, out var error));
            Assert.Null(error);
        }
    }

    [Fact]
    public void Every_honoured_value_is_asked_for_by_the_binder()
    {
        var config = ConfigTesting.Load("distributor: {receivers: {otlp: {protocols: {grpc: , http: }}}}");
        var missing = KnownKeys.Shipped.All()
            .Where(key => key is { Status: KeyStatus.Honoured, Type.Kind: not KeyKind.Block })
            .Select(key => key.Path)
            .Except(config.Settings.Asked, StringComparer.Ordinal);
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_old_name_leads_to_a_known_one()
    {
        foreach (var key in KnownKeys.Shipped.All().Where(key => key.Status == KeyStatus.Mapped && key.Type.IsScalar))
        {
            var parent = key.Path[..Math.Max(0, key.Path.LastIndexOf('.'))];
            var target = !parent.StartsWith("overrides", StringComparison.Ordinal) ? key.Note : $"overrides.defaults.{key.Note}";
            Assert.True(KnownKeys.Shipped.Find(target) is not null, $"{key.Path} is mapped to {target}, which is not known");
        }
    }

    [Theory]
    [InlineData("storage.trace.s3.secret_key", KeyKind.Secret)]
    [InlineData("overrides.user_configurable_overrides.client.azure.storage_account_key", KeyKind.Secret)]
    [InlineData("distributor.receivers.otlp/x.protocols.http.tls.key_pem", KeyKind.Secret)]
    [InlineData("distributor.forwarders[3].otlpgrpc.endpoints", KeyKind.List)]
    [InlineData("metrics_generator.storage.remote_write[0].http_headers.X-Any.secrets", KeyKind.SecretMap)]
    [InlineData("overrides.defaults.metrics_generator.processor.span_metrics.intrinsic_dimensions.service", KeyKind.Boolean)]
    [InlineData("overrides.metrics_generator_processor_span_metrics_enable_target_info", KeyKind.Boolean)]
    [InlineData("internal_server.http_tls_config.client_auth_type", KeyKind.Enumeration)]
    public void Paths_are_found_through_templates_lists_and_wildcards(string path, object kind) =>
        Assert.Equal((KeyKind)kind, KnownKeys.Shipped.Find(path)?.Type.Kind);

    [Fact]
    public void What_is_not_known_is_not_found()
    {
        Assert.Null(KnownKeys.Shipped.Find("storage.trace.s4"));
        Assert.Null(KnownKeys.Shipped.Find("distributor.receivers.otlpx"));
    }

    [Fact]
    public void Every_single_key_of_the_table_is_accepted_with_its_own_default()
    {
        foreach (var key in KnownKeys.Shipped.All().Where(key => key.Type.IsScalar && key.Default.Length > 0 && !key.Path.Contains('[')))
        {
            var parts = key.Path.Replace("otlp/*", "otlp", StringComparison.Ordinal).Replace("/*", "", StringComparison.Ordinal).Split('.');
            var text = string.Concat(parts.Select((part, depth) => new string(' ', depth * 2) + part + (depth == parts.Length - 1 ? $": {key.Default}\n" : ":\n")));
            Assert.DoesNotContain(ConfigTesting.Errors(text), error => error.Contains(parts[^1], StringComparison.Ordinal));
        }
    }
}
