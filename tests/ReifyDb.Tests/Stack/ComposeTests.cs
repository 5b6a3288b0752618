using System.Text.RegularExpressions;
using Vivace.Server.Tests;
using Vivace.Server.Tests.Hosting;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace ReifyDb.Tests.Stack;

/// <summary>The files of infra/tracing agree with each other, with the programs and with the folder they are in.</summary>
public sealed partial class ComposeTests
{
    public static TheoryData<string> ComposeFiles => ["docker-compose.yml", "docker-compose.grafana.yml", "docker-compose.grafana-vivace.yml", "sample.yml"];

    [Fact]
    public void Vivace_has_its_four_ports_its_volume_its_health_and_its_restarts()
    {
        var file = ComposeFile.Read("docker-compose.yml");
        var vivace = file.Service("vivace");
        Assert.Equal(
            ["127.0.0.1:4317:4317", "127.0.0.1:4318:4318", "127.0.0.1:3200:3200", "127.0.0.1:3000:3000"],
            ComposeFile.List(vivace, "ports").Select(ComposeFile.WithDefaults));
        Assert.Contains("vivace-data:/var/vivace", ComposeFile.List(vivace, "volumes"));
        Assert.Equal("unless-stopped", vivace["restart"].ToString());
        var health = ComposeFile.List(ComposeFile.Map(vivace, "healthcheck"), "test");
        Assert.Equal(["CMD", "/app/vivace", "-health", "-health.url=http://localhost:3200/ready,http://localhost:3000/api/health"], health);
        foreach (var service in (string[])["reifydb", "workload"])
            Assert.Equal(["sample"], ComposeFile.List(file.Service(service), "profiles"));
    }

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void What_a_file_names_is_there(string name)
    {
        var file = ComposeFile.Read(name);
        var volumes = file.Root.Children.TryGetValue(new YamlScalarNode("volumes"), out var declared)
            ? ((YamlMappingNode)declared).Children.Keys.Select(static key => key.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        var example = File.ReadAllLines(Path.Combine(ComposeFile.Folder, ".env.example")).Where(static line => line.Contains('=', StringComparison.Ordinal) && line[0] != '#')
            .ToDictionary(static line => line.Split('=', 2)[0], static line => line.Split('=', 2)[1], StringComparer.Ordinal);

        // Every variable has a line in .env.example, which shows its default.
        Assert.NotEmpty(file.Variables);
        foreach (var (variable, fallback) in file.Variables)
            Assert.True(example.TryGetValue(variable, out var shown) && shown == fallback, $"{name}: {variable}={fallback} is not in .env.example");
        Assert.DoesNotContain("${", ComposeFile.WithDefaults(file.Text), StringComparison.Ordinal);

        foreach (var service in file.ServiceNames)
        {
            var node = file.Service(service);
            foreach (var volume in ComposeFile.List(node, "volumes").Select(static volume => volume.Split(':')[0]))
                Assert.True(volume.StartsWith("./", StringComparison.Ordinal) ? File.Exists(Path.Combine(ComposeFile.Folder, volume)) : volumes.Contains(volume), $"{name}: {service}: {volume}");
            if (node.Children.ContainsKey(new YamlScalarNode("extends")))
                Assert.Contains(service, ComposeFile.Read(ComposeFile.Map(node, "extends")["file"].ToString()).ServiceNames);
            if (node.Children.ContainsKey(new YamlScalarNode("build")))
            {
                var build = ComposeFile.Map(node, "build");
                Assert.Equal(Repository.Folder, Path.GetFullPath(Path.Combine(ComposeFile.Folder, build["context"].ToString())));
                Assert.Contains($" AS {build["target"]}\n", File.ReadAllText(Path.Combine(Repository.Folder, build["dockerfile"].ToString())), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public async Task Variables_of_services_are_known_to_their_programs(string name)
    {
        var file = ComposeFile.Read(name);
        var client = await Repository.ReadAsync("docs/client.md");
        var sample = await Repository.ReadAsync("samples/ReifyDb/Server/Program.cs") + await Repository.ReadAsync("samples/ReifyDb/Workload/Program.cs");
        var configuration = await Repository.ReadAsync("infra/tracing/vivace.yaml");
        string[] grafana = ["GF_AUTH_ANONYMOUS_ENABLED", "GF_AUTH_ANONYMOUS_ORG_ROLE", "GF_SECURITY_ADMIN_PASSWORD", "GF_ANALYTICS_REPORTING_ENABLED", "GF_ANALYTICS_CHECK_FOR_UPDATES"];
        foreach (var service in file.ServiceNames)
        {
            foreach (var variable in ComposeFile.Values(file.Service(service), "environment").Keys)
            {
                var known = variable.Split('_')[0] switch
                {
                    "OTEL" => client.Contains($"`{variable}`", StringComparison.Ordinal),
                    "REIFYDB" => sample.Contains($"\"{variable}\"", StringComparison.Ordinal),
                    "VIVACE" => configuration.Contains($"${{{variable}:-", StringComparison.Ordinal),
                    _ => grafana.Contains(variable),
                };
                Assert.True(known, $"{name}: {service} does not know {variable}");
            }
        }
    }

    [Fact]
    public void The_stock_parts_have_the_same_ports_for_applications()
    {
        var vivace = ComposeFile.List(ComposeFile.Read("docker-compose.yml").Service("vivace"), "ports");
        var stock = ComposeFile.Read("docker-compose.grafana.yml");
        Assert.Equal(vivace.Take(3), ComposeFile.List(stock.Service("tempo"), "ports"));
        Assert.Equal(["127.0.0.1:3000:3000"], ComposeFile.List(stock.Service("grafana"), "ports").Select(ComposeFile.WithDefaults));
        Assert.Equal("http://tempo:4317", ComposeFile.Values(stock.Service("reifydb"), "environment")["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http://vivace:4317", ComposeFile.Values(ComposeFile.Read("docker-compose.yml").Service("reifydb"), "environment")["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Theory]
    [InlineData("grafana/tempo.yaml", "tempo", "docker-compose.grafana.yml")]
    [InlineData("grafana/vivace.yaml", "vivace", "docker-compose.yml")]
    public void A_data_source_asks_a_service_of_its_stack(string source, string service, string stack)
    {
        var text = File.ReadAllText(Path.Combine(ComposeFile.Folder, source));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var first = (YamlMappingNode)((YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["datasources"])[0];
        Assert.Equal(("tempo", $"http://{service}:3200"), (first["type"].ToString(), first["url"].ToString()));
        Assert.Contains(service, ComposeFile.Read(stack).ServiceNames);
    }

    [Theory]
    [InlineData("vivace.yaml")]
    [InlineData("tempo/tempo.yaml")]
    public async Task Configuration_files_are_clean(string name)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync($"-config.file={Path.Combine(ComposeFile.Folder, name)}", "-config.expand-env", "-config.verify");
        Assert.True(exitCode == 0, output + error);
    }

    [Fact]
    public async Task The_image_is_built_from_what_is_there_and_runs_as_nobody_in_particular()
    {
        var dockerfile = await Repository.ReadAsync("infra/tracing/Dockerfile");
        var ignore = await Repository.ReadAsync("infra/tracing/Dockerfile.dockerignore");
        foreach (Match copy in CopyLine().Matches(dockerfile))
        {
            foreach (var path in copy.Groups["paths"].Value.Split(' ')[..^1])
                Assert.True(path == "." || Path.Exists(Path.Combine(Repository.Folder, path)), $"{path} is not there");
        }

        foreach (var kept in ignore.Split('\n').Where(static line => line.StartsWith('!')))
            Assert.True(Path.Exists(Path.Combine(Repository.Folder, kept[1..])), $"{kept} is not there");
        foreach (Match publish in PublishLine().Matches(dockerfile))
            Assert.True(Directory.Exists(Path.Combine(Repository.Folder, publish.Groups["project"].Value)), publish.Value);

        // Of each image: nobody's number, the program without a shell; of each server: a health check.
        foreach (var image in (string[])["vivace", "reifydb", "workload"])
        {
            var steps = Steps(dockerfile, image);
            Assert.Contains("-chiseled", steps, StringComparison.Ordinal);
            Assert.Contains("\nUSER 10001:10001\n", steps, StringComparison.Ordinal);
            Assert.Contains("\nENTRYPOINT [\"/app/", steps, StringComparison.Ordinal);
            Assert.Equal(image != "workload", steps.Contains("\nHEALTHCHECK ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_data_folder_belongs_to_the_user_of_the_image()
    {
        // A folder that a step before COPY --chown has made stays root's, and so does the volume that is made from it.
        var steps = Steps(await Repository.ReadAsync("infra/tracing/Dockerfile"), "vivace");
        var first = steps.Split('\n').First(static line => !line.StartsWith('#') && line.Contains(" /var/vivace", StringComparison.Ordinal));
        Assert.StartsWith("COPY --from=build-vivace --chown=10001:10001 /data ", first, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void A_start_with_wait_ends_well(string name)
    {
        // Compose fails for a container whose health check is disabled, and asks the registry for an image that it cannot build.
        var file = ComposeFile.Read(name);
        foreach (var service in file.ServiceNames.Select(file.Service))
        {
            if (service.Children.TryGetValue(new YamlScalarNode("healthcheck"), out var health))
                Assert.False(((YamlMappingNode)health).Children.ContainsKey(new YamlScalarNode("disable")), $"{name}: a health check is disabled");
            if (service.Children.TryGetValue(new YamlScalarNode("image"), out var image) && image.ToString().EndsWith(":local}", StringComparison.Ordinal))
                Assert.True(service.Children.ContainsKey(new YamlScalarNode("build")), $"{name}: nothing builds {image}");
        }
    }

    /// <summary>The steps of a stage, after those of the stage that it begins with.</summary>
    private static string Steps(string dockerfile, string stage)
    {
        var text = dockerfile.Split("\nFROM ").Single(text => text.Split('\n')[0].EndsWith($" AS {stage}", StringComparison.Ordinal));
        var from = text.Split(' ')[0];
        return dockerfile.Contains($" AS {from}\n", StringComparison.Ordinal) ? Steps(dockerfile, from) + text : text;
    }

    [GeneratedRegex(@"^COPY (?!--from)(--chown=\S+ )?(?<paths>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CopyLine();

    [GeneratedRegex(@"dotnet publish (?<project>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishLine();
}
