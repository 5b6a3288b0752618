using FsCheck;
using FsCheck.Fluent;
using Vivace.Server.Configuration;
using Xunit;
using static Vivace.Server.Tests.Configuration.ConfigTesting;

namespace Vivace.Server.Tests.Configuration;

public sealed class ConfigReadingTests
{
    [Fact]
    public void An_empty_file_gives_the_defaults()
    {
        var options = Options("");
        Assert.Equal("*:3200", options.Server.Http.ToString());
        Assert.Equal("*:9095", options.Server.Grpc.ToString());
        Assert.Equal(["localhost:4317", "localhost:4318"], options.Receivers.Select(receiver => receiver.Endpoint.ToString()));
        Assert.Equal(16 << 20, options.Receivers[0].MaxRequestBytes);
        Assert.EndsWith("/data/blocks", options.Storage.BlocksPath, StringComparison.Ordinal);
        Assert.EndsWith("/data/wal", options.Storage.LogPath, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(168), options.Storage.BlockRetention);
        Assert.Equal(-1, options.Ingest.RateLimitBytes);
        Assert.False(options.MultitenancyEnabled);
    }

    [Fact]
    public void Three_mistakes_are_three_errors_with_their_places_and_suggestions()
    {
        var errors = Errors("""
            server:
              http_listen_prot: 3200
            storage:
              trace:
                backend: local
                s3:
                  buckett: traces
            distributor:
              retry_after_on_resource_exhausted: 5 minutes
            """);
        Assert.Equal(
            [
                "tempo.yaml:2:3: server.http_listen_prot: unknown key; did you mean \"http_listen_port\"?",
                "tempo.yaml:7:7: storage.trace.s3.buckett: unknown key; did you mean \"bucket\"?",
                "tempo.yaml:9:38: distributor.retry_after_on_resource_exhausted: expected a duration that is not negative like "
                    + "\"5m\" or \"1h30m\", found \"5 minutes\"",
            ],
            errors);
    }

    [Theory]
    [InlineData("server: {http_listen_port: 1_0.5}", "expected a whole number")]
    [InlineData("server: {http_listen_port: 65536}", "out of range: it must be at least 0 and at most 65535")]
    [InlineData("server: {log_level: trace}", "\"trace\" is not one of: debug, info, warn, error")]
    [InlineData("shutdown_delay: 5 minutes", "found \"5 minutes\"")]
    [InlineData("shutdown_delay: -1s", "found \"-1s\"")]
    [InlineData("multitenancy_enabled: maybe", "expected true or false")]
    [InlineData("server: 3200", "expected keys with values, like \"http_listen_address: ...\", found a single value")]
    [InlineData("server: [a]", "found a list")]
    [InlineData("- server", "expected keys with values at the top level")]
    [InlineData("http_api_prefix: tempo", "leading slash")]
    [InlineData("target: querier", "start one with target \"all\"")]
    [InlineData("storage: {trace: {backend: clickhouse}}", "comes with a later release; use \"local\"")]
    [InlineData("distributor: {receivers: {otlp: {protocols: {grpc: {endpoint: '4317'}}}}}", "expected host:port like \"0.0.0.0:4317\"")]
    [InlineData("server: {tls_cipher_suites: 'TLS_NICE'}", "not the IANA name")]
    [InlineData("server: {http_tls_config: {cert_file: a.pem}}", "set key_file")]
    [InlineData("storage: {trace: {wal: {path: /a/}, local: {path: /a}}}", "give each a folder of its own")]
    [InlineData("bucket: traces", "it belongs at storage.trace.s3.bucket")]
    [InlineData("compactor: {compaction: {compaction_window: 0}}", "it must be more than 0s")]
    [InlineData("a: *b", "alias \"*b\" has no anchor")]
    [InlineData("{", "not valid YAML")]
    public void A_wrong_value_says_what_is_expected(string text, string expected) =>
        Assert.Contains(Errors(text), error => error.Contains(expected, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Backends_that_come_later_say_so_and_what_they_would_need()
    {
        var errors = Errors("storage: {trace: {backend: s3}}");
        Assert.Contains(errors, error => error.Contains("later release", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("storage.trace.s3.bucket", StringComparison.Ordinal));
    }

    [Fact]
    public void A_duplicate_key_names_both_lines() =>
        Assert.Contains("first on line 1, again on line 3", OnlyError("target: all\nshutdown_delay: 1s\ntarget: all\n"), StringComparison.Ordinal);

    [Fact]
    public void A_second_document_is_refused() =>
        Assert.Equal(
            "tempo.yaml:2:1: a second document starts here; a configuration file holds one. Remove the \"---\"",
            OnlyError("target: all\n---\ntarget: all\n"));

    [Fact]
    public void Anchors_aliases_and_merge_keys_work_and_own_keys_win()
    {
        var options = Options("""
            querier:
              trace_by_id: &timeouts
                query_timeout: 7s
              search:
                <<: *timeouts
            """);
        Assert.Equal(TimeSpan.FromSeconds(7), options.Query.QueryTimeout);

        var merged = Options("""
            querier:
              trace_by_id: &timeouts {query_timeout: 7s}
              search:
                query_timeout: 8s
                <<: [*timeouts]
            """);
        Assert.Equal(TimeSpan.FromSeconds(8), merged.Query.QueryTimeout);
    }

    [Fact]
    public void Aliases_that_unfold_without_end_are_refused_quickly()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains("after aliases are unfolded", OnlyError(text), StringComparison.Ordinal);
        Assert.Contains("nested deeper than", OnlyError(new string('[', 5000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Scalars_are_read_in_every_spelling_in_their_places()
    {
        var options = Options("""
            shutdown_delay: 1.5s
            multitenancy_enabled: on
            server: {http_listen_port: "${X:-3201}", grpc_listen_port: 0x10}
            ingester: {max_block_bytes: 1_000_000, max_block_duration: 5m}
            compactor: {compaction: {block_retention: 14d, max_block_bytes: 1.0e+09}}
            overrides: {defaults: {ingestion: {rate_limit_bytes: 1.073741824e+09, burst_size_bytes: 010}}}
            vivace: {wal: {segment_bytes: 2MiB}}
            """, ("UNUSED", ""));
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.Server.ShutdownDelay);
        Assert.True(options.MultitenancyEnabled);
        Assert.Equal(3201, options.Server.Http.Port);
        Assert.Equal(16, options.Server.Grpc.Port);
        Assert.Equal(1_000_000, options.Storage.MaxBlockBytes);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Storage.MaxBlockDuration);
        Assert.Equal(TimeSpan.FromDays(14), options.Storage.BlockRetention);
        Assert.Equal(1_000_000_000, options.Storage.MaxCompactedBlockBytes);
        Assert.Equal(1_073_741_824, options.Ingest.RateLimitBytes);
        Assert.Equal(8, options.Ingest.BurstSizeBytes);
        Assert.Equal(2 << 20, options.Storage.SegmentBytes);
    }

    [Fact]
    public void A_null_keeps_the_default_and_an_empty_protocol_turns_a_receiver_on()
    {
        var options = Options("server: {http_listen_port: }\ndistributor: {receivers: {otlp: {protocols: {grpc: }}}}\n");
        Assert.Equal(3200, options.Server.Http.Port);
        var receiver = Assert.Single(options.Receivers);
        Assert.True(receiver.IsGrpc);
        Assert.Equal("localhost:4317", receiver.Endpoint.ToString());
    }

    [Fact]
    public void Receivers_may_have_a_suffix_and_limits_of_their_own()
    {
        var options = Options("""
            distributor:
              receivers:
                otlp: {protocols: {http: {endpoint: "[::1]:1", max_request_body_size: 1MiB, traces_url_path: otlp}}}
                otlp/in.side: {protocols: {grpc: {endpoint: ":2", max_recv_msg_size_mib: 4}}}
            """);
        Assert.Equal(["[::1]:1", "*:2"], options.Receivers.Select(receiver => receiver.Endpoint.ToString()));
        Assert.Equal([1 << 20, 4 << 20], options.Receivers.Select(receiver => receiver.MaxRequestBytes));
        Assert.Equal("/otlp", options.Receivers[0].TracesUrlPath);
        Assert.Equal("otlp/in.side", options.Receivers[1].Name);
    }

    [Fact]
    public void A_bare_number_for_a_duration_is_nanoseconds_and_suspect_when_small()
    {
        var config = Load("shutdown_delay: 30");
        Assert.False(config.IsClean);
        Assert.Contains(config.Problems, problem => problem.ToString().Contains("write \"30s\" for seconds", StringComparison.Ordinal));
        Assert.True(Load("shutdown_delay: 5000000000").IsClean);
    }

    [Fact]
    public void Retention_of_any_spelling_counts_and_the_stronger_wins_with_a_warning()
    {
        var alone = Load("compactor: {compaction: {block_retention: 1h}}");
        Assert.True(alone.IsClean);
        Assert.Equal(TimeSpan.FromHours(1), alone.Options!.Storage.BlockRetention);

        var both = Load("compactor: {compaction: {block_retention: 1h}}\nbackend_worker: {compaction: {block_retention: 2h}}\n");
        Assert.Equal(TimeSpan.FromHours(2), both.Options!.Storage.BlockRetention);
        var warning = Assert.Single(both.Problems, problem => problem.Severity == ProblemSeverity.Warning);
        Assert.Equal(1, warning.Position!.Value.Line);
        Assert.Contains("loses to backend_worker.compaction.block_retention (2h0m0s) at tempo.yaml:2:", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newer_spelling_of_block_limits_wins() =>
        Assert.Equal(
            TimeSpan.FromMinutes(1),
            Options("ingester: {max_block_duration: 5m}\nlive_store: {max_block_duration: 1m}\n").Storage.MaxBlockDuration);

    [Fact]
    public void The_flat_form_of_limits_is_read_with_one_notice_and_not_mixed()
    {
        var flat = Load("overrides:\n  ingestion_rate_limit_bytes: 5\n  ingestion_burst_size_bytes: 6\n  max_traces_per_user: 7\n");
        Assert.Equal(5, flat.Options!.Ingest.RateLimitBytes);
        Assert.Equal(6, flat.Options.Ingest.BurstSizeBytes);
        Assert.Equal(7, flat.Options.Ingest.MaxTracesPerUser);
        Assert.Single(flat.Problems);

        Assert.Contains(
            "mixes", OnlyError("overrides:\n  ingestion_rate_limit_bytes: 5\n  defaults: {ingestion: {burst_size_bytes: 6}}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_names_are_read_as_the_new_ones()
    {
        Assert.True(Options("auth_enabled: true").MultitenancyEnabled);
        Assert.Equal(TimeSpan.FromSeconds(3), Options("querier: {query_timeout: 3s}").Query.QueryTimeout);
        Assert.Equal("/x/wal", Options("live_store: {wal: {path: /x/wal}}").Storage.LogPath);
        Assert.Equal("/y/wal", Options("live_store: {wal: {path: /x/wal}}\nstorage: {trace: {wal: {path: /y/wal}}}\n").Storage.LogPath);
    }

    [Fact]
    public void Later_keys_are_checked_and_noticed_and_keys_without_effect_say_why()
    {
        var config = Load("""
            query_frontend: {log_query_request_headers: a, max_retries: 3}
            memberlist: {join_members: [tempo:7946], anything: {goes: here}}
            ingest: {kafka: {address: "kafka:9092"}}
            """);
        Assert.True(config.IsClean);
        Assert.Equal(
            [
                "tempo.yaml:3:18: warning: ingest.kafka.address: has no effect: Kafka is not needed: receivers acknowledge after the local log is synced",
                "tempo.yaml:1:18: notice: query_frontend.log_query_request_headers: is read but not yet in force",
                "tempo.yaml:1:48: notice: query_frontend.max_retries: has no effect: no queue between front end and querier",
                "tempo.yaml:2:1: notice: memberlist: has no effect: one process; nobody to gossip with",
            ],
            config.Problems.Select(problem => problem.ToString()));
        Assert.Contains("expected a whole number", OnlyError("query_frontend: {max_outstanding_per_tenant: many}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_may_be_ignored_for_a_file_from_a_newer_release()
    {
        var config = ConfigLoader.LoadText(new ConfigSource { FilePath = "f", UnknownKeysAreErrors = false }, "brand_new: {a: 1}\n");
        Assert.NotNull(config.Options);
        Assert.Contains("(ignored)", Assert.Single(config.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_options_or_errors_and_never_an_exception()
    {
        string[] pieces = ["server", ":", " ", "\n", "  ", "- ", "{", "}", "[", "]", "&a", "*a", "<<", "|", ">", "'", "\"", "#", "null",
            "${X", "storage", "trace", "s3", "0x", "1_", "!!str", "---", "...", "%", "@", "\t", "\u0000", "é", "otlp", "receivers", "distributor"];
        Prop.ForAll<int[]>(ArbMap.Default.ArbFor<int[]>(), numbers =>
        {
            var text = string.Concat(numbers.Select(number => pieces[(int)((uint)number % (uint)pieces.Length)]));
            var config = Load(text, ("Y", "z"));
            return (config.Options is null) == config.Errors.Any();
        }).QuickCheckThrowOnFailure();
    }
}
