using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ReifyDb.Tests.EndToEnd;

/// <summary>One of the server programs as a child process on free ports.</summary>
internal sealed partial class ReifyProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReifyProcess(Process process) => _process = process;

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public HttpClient Http { get; private set; } = new();

    public Uri Ws => new($"ws://127.0.0.1:{Port("ws")}/");

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="program"><c>reifydb-server</c> or <c>reifydb-testcontainer</c>.</param>
    /// <param name="variables">Environment variables; those of this process that begin with OTEL_ are not passed on.</param>
    public static async Task<ReifyProcess> StartAsync(string program, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("REIFYDB_HTTP", "127.0.0.1:0"), ("REIFYDB_WS", "127.0.0.1:0"), ("REIFYDB_ADMIN", "127.0.0.1:0"), .. variables])
            start.Environment[name] = value;

        var reify = new ReifyProcess(new Process { StartInfo = start });
        reify._process.ErrorDataReceived += (_, line) => reify.Received(line.Data);
        reify._process.OutputDataReceived += (_, line) => reify.Received(line.Data);
        reify._process.Start();
        reify._process.BeginErrorReadLine();
        reify._process.BeginOutputReadLine();
        await Task.WhenAny(reify._ready.Task, reify._process.WaitForExitAsync()).WaitAsync(Patience);
        reify.Http.BaseAddress = new Uri($"http://127.0.0.1:{reify.Port("http")}");
        reify.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerBuilder.DevelopmentToken);
        return reify;
    }

    public int Port(string name)
    {
        var line = ListeningLine().Matches(Log).FirstOrDefault(match => match.Groups["name"].Value == name);
        Assert.True(line is not null, $"{name} does not listen:\n{Log}");
        return int.Parse(line.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a statement.</summary>
    public async Task<JsonElement> SendAsync(string path, string sql, string? traceParent = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(JsonSerializer.Serialize(new { sql }), Encoding.UTF8, "application/json");
        if (traceParent is not null)
            request.Headers.Add("traceparent", traceParent);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, $"{sql}: {answer.StatusCode}: {text}\n{Log}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Stops it as a user does, and waits until the last spans are sent.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(_process.ExitCode == 0, Log);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Received(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.Append(line).Append('\n');
        if (line.Contains("ReifyDb ready", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    [GeneratedRegex("Listening: (?<name>[a-z]+) on [^ \n]*:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningLine();
}
