using Vivace.Server.Commands;
using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-server.http-listen-port=1")]
    [InlineData("--server.http-listen-port=1")]
    [InlineData("-server.http-listen-port 1")]
    [InlineData("--server.http_listen_port 1")]
    public void A_value_may_be_written_in_four_ways(string text) =>
        Assert.Equal(1, Options(text).Server.Http.Port);

    [Fact]
    public void A_switch_alone_is_true_and_takes_no_word_after_it()
    {
        Assert.True(Options("-multitenancy.enabled").MultitenancyEnabled);
        Assert.True(Options("-auth.enabled=on").MultitenancyEnabled);
        Assert.False(Options("-multitenancy.enabled=false").MultitenancyEnabled);
        Assert.Contains("unexpected argument \"true\"", Assert.Single(Errors("-multitenancy.enabled true")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_flag_of_the_specification_is_known()
    {
        string[] flags =
        [
            "-config.file=f", "-config.expand-env", "-config.expand-env=true", "-config.verify", "-config.unknown-keys=warn", "-version",
            "-health", "-health.url=http://a/", "-target=all", "-log.level=debug", "-log.format=json", "-server.http-listen-port=1",
            "-server.grpc-listen-port=1", "-multitenancy.enabled", "-auth.enabled", "-http-api-prefix=/x", "-shutdown-delay=1s",
            "-memberlist.join=a", "-memberlist.abort-if-join-fails=false", "-mem-ballast-size-mbs=1024", "-mutex-profile-fraction=1",
            "-block-profile-threshold=1", "-storage.trace.backend=local", "-storage.trace.local.path=p", "-storage.trace.wal.path=p",
            "-storage.trace.s3.bucket=b", "-storage.trace.s3.prefix=p", "-storage.trace.s3.endpoint=e", "-storage.trace.s3.access_key=k",
            "-storage.trace.s3.secret_key=k", "-distributor.log-received-spans.enabled", "-distributor.log-discarded-spans.enabled",
            "-compaction.block-retention=1h", "-compactor.compaction.block-retention=1h", "-config.per-user-override-config=f",
            "-config.per-user-override-period=1s", "-reporting.enabled=false",
        ];
        Assert.Empty(flags.SelectMany(flag => Errors(flag)));
    }

    [Fact]
    public void Every_flag_of_the_help_text_is_understood_and_shown()
    {
        var help = HelpText.Render();
        foreach (var flag in FlagTable.All)
        {
            Assert.NotNull(FlagTable.Find(flag.Name));
            Assert.Contains($"-{flag.Name}", help, StringComparison.Ordinal);
        }
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void A_misspelt_flag_is_answered_with_a_suggestion_and_without_its_value()
    {
        var error = Assert.Single(Errors("-storage.trace.s3.secret_kye=hush"));
        Assert.Equal("unknown flag \"-storage.trace.s3.secret_kye\"; did you mean \"-storage.trace.s3.secret_key\"?", error);
        Assert.Contains("did you mean \"-config.file\"?", Assert.Single(Errors("-confg.file tempo.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tempo.yaml", "unexpected argument")]
    [InlineData("-config.file", "needs a value: -config.file=FILE")]
    [InlineData("-config.unknown-keys=maybe", "not one of: error, warn")]
    [InlineData("-config.verify=maybe", "expected true or false")]
    [InlineData("-health.url=localhost", "expected a URL")]
    [InlineData("-storage.trace", "unknown flag")]
    public void Wrong_flags_say_what_is_wrong(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(Errors(text)), StringComparison.Ordinal);

    [Fact]
    public void Flags_win_over_the_file_but_not_over_a_stronger_spelling()
    {
        var errors = new List<string>();
        var source = CommandLine.Parse(["-compaction.block-retention=3h", "-server.http-listen-port=7"], errors).Source;
        var config = ConfigLoader.LoadText(source, "server: {http_listen_port: 8}\ncompactor: {compaction: {block_retention: 1h}}\n");
        Assert.Equal(TimeSpan.FromHours(3), config.Options!.Storage.BlockRetention);
        Assert.Equal(7, config.Options.Server.Http.Port);
        config = ConfigLoader.LoadText(source, "backend_worker: {compaction: {block_retention: 1h}}\n");
        Assert.Equal(TimeSpan.FromHours(1), config.Options!.Storage.BlockRetention);
        Assert.False(config.IsClean);
    }

    [Fact]
    public void A_receiver_can_be_moved_by_a_flag()
    {
        var receiver = Assert.Single(Options("-distributor.receivers.otlp.protocols.grpc.endpoint=0.0.0.0:9").Receivers);
        Assert.Equal("*:9", receiver.Endpoint.ToString());
    }

    private static VivaceOptions Options(string text)
    {
        var errors = new List<string>();
        var command = CommandLine.Parse(text.Split(' '), errors);
        Assert.Empty(errors);
        return ConfigLoader.Load(command.Source).Options!;
    }

    private static List<string> Errors(string text)
    {
        var errors = new List<string>();
        CommandLine.Parse(text.Split(' '), errors);
        return errors;
    }
}
