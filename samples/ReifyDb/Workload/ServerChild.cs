using System.Diagnostics;
using System.Globalization;

namespace ReifyDb.Workload;

/// <summary>A server beside the workload, for <c>--with-server</c>; it ends with it.</summary>
internal sealed class ServerChild : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerChild(Process process) => _process = process;

    /// <summary>What it has said last, for when it ends too early.</summary>
    public string LastLines
    {
        get
        {
            lock (_lastLines)
                return string.Join('\n', _lastLines);
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it, with this program's environment.</summary>
    public static ServerChild Start()
    {
        // Ctrl+C reaches every process of a terminal. The server is to outlast the workload's last statements: it ignores that, and gets a signal of its own.
        var program = Path.Combine(AppContext.BaseDirectory, "reifydb-server.dll");
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("dotnet", [program])
            : new ProcessStartInfo("/bin/sh", ["-c", "trap '' INT; exec dotnet \"$0\"", program]);
        start.UseShellExecute = false;
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;

        // The workload's own name is not the server's.
        start.Environment.Remove("OTEL_SERVICE_NAME");
        var child = new ServerChild(new Process { StartInfo = start });
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginErrorReadLine();
        child._process.BeginOutputReadLine();
        return child;
    }

    /// <summary>Stops it in order, so that its last spans are sent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(StopTimeout);
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20)
                _lastLines.Dequeue();
        }
    }
}
