using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Vivace.Server.Tests.Hosting;

/// <summary>The server as a child process, with a folder of its own that is deleted at the end.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] AnyPorts =
    [
        "-server.http-listen-address=127.0.0.1", "-server.grpc-listen-address=127.0.0.1", "-server.http-listen-port=0",
        "-server.grpc-listen-port=0", "-distributor.receivers.otlp.protocols.grpc.endpoint=127.0.0.1:0",
        "-distributor.receivers.otlp.protocols.http.endpoint=127.0.0.1:0", "-vivace.web.address=127.0.0.1", "-vivace.web.port=0",
    ];

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _ownsFolder;

    private ServerProcess(Process process, string folder, bool ownsFolder)
    {
        _process = process;
        Folder = folder;
        _ownsFolder = ownsFolder;
    }

    /// <summary>Where its data is: <c>blocks</c> and <c>wal</c> in it.</summary>
    public string Folder { get; }

    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int Id => _process.Id;

    /// <summary>Runs the program with only these arguments to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var process = Launch(arguments, Directory.CreateTempSubdirectory("vivace-test-").FullName, true);
        var exitCode = await process.WaitForExitAsync();
        return (exitCode, process.Output, process.Error);
    }

    /// <summary>Starts a server on ports the system chooses, and waits until it is ready or has ended.</summary>
    public static async Task<ServerProcess> StartAsync(string? folder = null, params string[] arguments)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("vivace-test-").FullName;
        string[] paths = [$"-storage.trace.local.path={folder}/blocks", $"-storage.trace.wal.path={folder}/wal"];
        return await StartedAsync(Launch([.. AnyPorts, .. paths, .. arguments], folder, ownsFolder));
    }

    /// <summary>Starts a server that is told its ports and nothing else: its data goes where it goes by default, below the folder it
    /// runs in.</summary>
    public static Task<ServerProcess> StartWithDefaultPathsAsync(string folder) => StartedAsync(Launch(AnyPorts, folder, false));

    /// <summary>The port of a listener, from the log.</summary>
    public int Port(string name)
    {
        var line = ListeningLine().Matches(Error).FirstOrDefault(match => match.Groups["name"].Value == name);
        Assert.True(line is not null, $"{name} does not listen:\n{Error}");
        return int.Parse(line.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private static async Task<ServerProcess> StartedAsync(ServerProcess server)
    {
        await Task.WhenAny(server._ready.Task, server._process.WaitForExitAsync()).WaitAsync(Patience);
        return server;
    }

    private static ServerProcess Launch(string[] arguments, string folder, bool ownsFolder)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "vivace.dll"), .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
            },
        };
        var server = new ServerProcess(process, folder, ownsFolder);
        process.ErrorDataReceived += (_, line) => server.Received(server._error, line.Data);
        process.OutputDataReceived += (_, line) => server.Received(server._output, line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return server;
    }

    private void Received(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
        if (line.Contains("Ready after", StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    [GeneratedRegex("Listening: (?<name>[^\"]+?) on [^\" ,]*:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningLine();
}
