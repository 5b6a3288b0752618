using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Vivace.LoadTest.Running;

/// <summary>A server of our own, on free ports and a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestFlush = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Task _output;
    private readonly HttpClient _http;

    private ServerProcess(Process process, Task output, HttpClient http, ServerPorts ports)
    {
        _process = process;
        _output = output;
        _http = http;
        OtlpGrpc = Loopback(ports.OtlpGrpc);
        OtlpHttp = Loopback(ports.OtlpHttp);
    }

    public Uri OtlpGrpc { get; }

    public Uri OtlpHttp { get; }

    /// <summary>Speaks to the query API; the base address is set.</summary>
    public HttpClient Http => _http;

    /// <summary>From starting the process to the first 200 of <c>/ready</c>.</summary>
    public TimeSpan StartToReady { get; private set; }

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="server">An executable, or a dll for <c>dotnet</c>.</param>
    /// <param name="folder">Where its configuration is written and its data lies.</param>
    /// <exception cref="InvalidOperationException">The server exits, or is not ready in two minutes.</exception>
    public static async Task<ServerProcess> StartAsync(string server, RunFolder folder, CancellationToken cancellationToken)
    {
        var ports = ServerPorts.FindFree();
        await folder.WriteConfigurationAsync(ports, cancellationToken);
        var isDll = server.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isDll ? "dotnet" : server)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Location,
        };
        if (isDll)
            start.ArgumentList.Add(server);
        start.ArgumentList.Add($"-config.file={folder.Configuration}");

        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{server} did not start");
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = Loopback(ports.Query),
            Timeout = LongestFlush,
        };
        var running = new ServerProcess(process, CopyOutputAsync(process, folder.ServerOutput), http, ports);
        try
        {
            await running.WaitUntilReadyAsync(started, folder, cancellationToken);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public Task<ProcessUsage> ReadUsageAsync(CancellationToken cancellationToken) =>
        ProcessUsage.ReadAsync(_process.Id, cancellationToken);

    /// <summary>Asks for everything live to be written as blocks and waits until it is.</summary>
    /// <returns>False when the server does not know the request; it was then waited for until it rests.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(new Uri("/flush", UriKind.Relative), null, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return true;
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException($"POST /flush was answered with {answer.StatusCode}: {text}");
        }

        await WaitUntilIdleAsync(cancellationToken);
        return false;
    }

    /// <summary>The lines of <c>/metrics</c> about garbage collection; none if there is no such endpoint.</summary>
    public async Task<IReadOnlyList<string>> ReadCollectorMetricsAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return [];
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return [.. text.Split('\n').Where(line =>
            line.StartsWith("dotnet_gc_collections", StringComparison.Ordinal)
            || line.StartsWith("dotnet_gc_pause", StringComparison.Ordinal)
            || line.StartsWith("dotnet_gc_heap_total_allocated", StringComparison.Ordinal))];
    }

    /// <summary>Stops the server in an orderly way, by force after a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await ChildProcess.ReadAsync(
                "kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
            using var limit = new CancellationTokenSource(LongestStop);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        await _output;
        _http.Dispose();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(long started, RunFolder folder, CancellationToken cancellationToken)
    {
        while (Stopwatch.GetElapsedTime(started) < LongestStart)
        {
            if (_process.HasExited)
            {
                await _output;
                throw new InvalidOperationException(
                    $"the server exited with code {_process.ExitCode} before it was ready: {await File.ReadAllTextAsync(folder.ServerOutput, cancellationToken)}");
            }

            try
            {
                using var answer = await _http.GetAsync(new Uri("/ready", UriKind.Relative), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    StartToReady = Stopwatch.GetElapsedTime(started);
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        throw new InvalidOperationException($"the server was not ready after {LongestStart}; see {folder.ServerOutput}");
    }

    /// <summary>Waits until the process has used nearly no CPU for three seconds.</summary>
    private async Task WaitUntilIdleAsync(CancellationToken cancellationToken)
    {
        var quietSeconds = 0;
        var before = await ReadUsageAsync(cancellationToken);
        while (quietSeconds < 3)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            var now = await ReadUsageAsync(cancellationToken);
            quietSeconds = (now.Cpu - before.Cpu).TotalSeconds < 0.05 ? quietSeconds + 1 : 0;
            before = now;
        }
    }

    private static async Task CopyOutputAsync(Process process, string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await using var writer = TextWriter.Synchronized(new StreamWriter(file) { AutoFlush = true });
        await Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError));

        async Task CopyAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
                await writer.WriteLineAsync(line);
        }
    }

    private static Uri Loopback(int port) => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri;
}
