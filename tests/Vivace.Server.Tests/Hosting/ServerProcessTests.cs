using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Vivace.Server.Tests.Hosting;

public sealed class ServerProcessTests
{
    [Fact]
    public async Task The_server_is_ready_live_and_stops_in_order_on_a_signal()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new HttpClient();
        var url = $"http://127.0.0.1:{server.Port("query API")}";
        Assert.Equal("ready", (await client.GetStringAsync($"{url}/ready")).Trim());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{url}/live")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{url}/nothing/here")).StatusCode);
        Assert.Empty((await client.GetAsync($"{url}/ready")).Headers.Server);

        var health = await ServerProcess.RunAsync("-health", $"-health.url={url}/ready");
        Assert.Equal(0, health.ExitCode);
        Assert.Equal(0, (await ServerProcess.RunAsync("-health", $"-health.url={url}/ready,{url}/live")).ExitCode);
        Assert.Equal(1, (await ServerProcess.RunAsync("-health", $"-health.url={url}/ready,{url}/nothing")).ExitCode);

        await server.SignalAsync("TERM");
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Contains("msg=Stopped", server.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await ServerProcess.RunAsync("-health", $"-health.url={url}/ready")).ExitCode);
    }

    [Fact]
    public async Task The_query_port_speaks_both_versions_of_http_without_tls()
    {
        await using var server = await ServerProcess.StartAsync();
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            foreach (var name in new[] { "query API", "OTLP/HTTP" })
            {
                using var client = new HttpClient { DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
                using var answer = await client.GetAsync($"http://127.0.0.1:{server.Port(name)}/live");
                Assert.Equal(version, answer.Version);
            }
    }

    [Fact]
    public async Task Bytes_that_trickle_in_are_still_a_request_and_silence_is_no_trouble()
    {
        await using var server = await ServerProcess.StartAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, server.Port("query API"));
        using var gone = new TcpClient();
        await gone.ConnectAsync(IPAddress.Loopback, server.Port("query API"));
        gone.Close();

        using var slow = new TcpClient { NoDelay = true };
        await slow.ConnectAsync(IPAddress.Loopback, server.Port("query API"));
        var stream = slow.GetStream();
        foreach (var part in new[] { "P", "O", "ST /live HTT", "P/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" })
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(part));
            await stream.FlushAsync();
        }
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_ends_at_the_signal_and_requests_are_served_during_the_delay()
    {
        await using var server = await ServerProcess.StartAsync(null, "-shutdown-delay=1h");
        using var client = new HttpClient();
        var url = $"http://127.0.0.1:{server.Port("query API")}";
        await server.SignalAsync("TERM");
        HttpStatusCode status;
        do
            status = (await client.GetAsync($"{url}/ready")).StatusCode;
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{url}/live")).StatusCode);

        await server.SignalAsync("INT"); // a second signal cuts the delay short
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_line_and_exit_code_1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        foreach (var flag in new[] { "-server.http-listen-port=" + port, "-server.grpc-listen-port=" + port })
        {
            await using var server = await ServerProcess.StartAsync(null, flag, "-log.level=error");
            Assert.Equal(1, await server.WaitForExitAsync());
            var line = Assert.Single(server.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains($"cannot listen on 127.0.0.1:{port}", line, StringComparison.Ordinal);
            Assert.Contains("another process has the port", line, StringComparison.Ordinal);
            Assert.Contains(flag.Contains("grpc", StringComparison.Ordinal) ? "server.grpc_listen_port" : "server.http_listen_port", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_second_process_on_the_data_folder_refuses_and_a_killed_one_leaves_no_lock()
    {
        await using var first = await ServerProcess.StartAsync();
        await using (var second = await ServerProcess.StartAsync(first.Folder, "-log.level=error"))
        {
            Assert.Equal(1, await second.WaitForExitAsync());
            var line = Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains($"in use by another vivace process (process {first.Id})", line, StringComparison.Ordinal);
        }
        await first.SignalAsync("KILL");
        await first.WaitForExitAsync();
        await using var third = await ServerProcess.StartAsync(first.Folder);
        Assert.NotEqual(0, third.Port("query API"));
    }

    [Fact]
    public async Task A_trace_sent_is_found_at_once_and_after_a_kill()
    {
        const string id = "0123456789abcdef0123456789abcdef";
        const string request = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "0123456789abcdef0123456789abcdef", "spanId": "0123456789abcdef",
            "name": "buy", "startTimeUnixNano": "1795000000000000000", "endTimeUnixNano": "1795000001000000000"}]}]}]}
            """;
        using var client = new HttpClient();
        await using var first = await ServerProcess.StartAsync();
        using var body = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"http://127.0.0.1:{first.Port("OTLP/HTTP")}/v1/traces", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"buy\"", await client.GetStringAsync($"http://127.0.0.1:{first.Port("query API")}/api/traces/{id}"), StringComparison.Ordinal);

        await first.SignalAsync("KILL");
        await first.WaitForExitAsync();
        await using var second = await ServerProcess.StartAsync(first.Folder);
        Assert.Contains("\"buy\"", await client.GetStringAsync($"http://127.0.0.1:{second.Port("query API")}/api/traces/{id}"), StringComparison.Ordinal);
        Assert.Contains("http_listen_port", await client.GetStringAsync($"http://127.0.0.1:{second.Port("query API")}/status/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_one_clear_line()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var server = await ServerProcess.StartAsync(null, $"-storage.trace.local.path={file}/blocks");
            Assert.Equal(1, await server.WaitForExitAsync());
            var line = Assert.Single(server.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("cannot be written", line, StringComparison.Ordinal);
            Assert.Contains("storage.trace.local.path", line, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Help_version_and_wrong_flags_have_their_exit_codes()
    {
        var help = await ServerProcess.RunAsync("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("-config.file=FILE", help.Output, StringComparison.Ordinal);
        Assert.StartsWith("vivace ", (await ServerProcess.RunAsync("-version")).Output, StringComparison.Ordinal);

        var wrong = await ServerProcess.RunAsync("-verion");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("did you mean \"-version\"?", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await ServerProcess.RunAsync("-server.http-listen-port=many")).ExitCode);
    }

    [Fact]
    public async Task Verify_names_every_problem_writes_nothing_and_tells_by_its_exit_code()
    {
        var folder = Directory.CreateTempSubdirectory("vivace-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "tempo.yaml");
            await File.WriteAllTextAsync(file, "server: {http_listen_port: 3200}\nmemberlist: {}\n");
            var clean = await ServerProcess.RunAsync("-config.verify", "-config.file=" + file);
            Assert.Equal((0, $"{file} is valid\n"), (clean.ExitCode, clean.Output));
            Assert.Contains("memberlist: has no effect", clean.Error, StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, "sever: {}\nserver: {http_listen_port: x}\n");
            var broken = await ServerProcess.RunAsync("-config.verify", "-config.file", file);
            Assert.Equal(1, broken.ExitCode);
            Assert.Equal(2, broken.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

            await File.WriteAllTextAsync(file, "shutdown_delay: 30\n");
            Assert.Equal(1, (await ServerProcess.RunAsync("-config.verify", "-config.file=" + file)).ExitCode);

            var missing = await ServerProcess.RunAsync($"-config.file={file}.not");
            Assert.Equal(1, missing.ExitCode);
            Assert.Contains("there is no such file", missing.Error, StringComparison.Ordinal);
            Assert.Equal([file], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
