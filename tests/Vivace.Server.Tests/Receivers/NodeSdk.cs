using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Vivace.Server.Tests.Receivers;

/// <summary>tests/otlp-node: OpenTelemetry's JavaScript SDK. Installed once, from its lock file, if it is not there yet.</summary>
public sealed class NodeSdk : IAsyncLifetime
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "otlp-node"));

    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        if (await RunAsync("node", "--version") is null || await RunAsync("npm", "--version") is null)
        {
            _missing = "node or npm is not installed; install Node.js 20 or newer (Debian: apt-get install nodejs npm)";
            return;
        }

        // npm writes this file last.
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            var (exitCode, output) = (await RunAsync("npm", "ci"))!.Value;
            Assert.True(exitCode == 0, $"npm ci in {Folder} failed:\n{output}");
        }
    }

    /// <summary>Sends the known trace; fails the test if it was not accepted, skips it if there is no Node.js.</summary>
    public async Task SendAsync(string transport, Uri url, string compression)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var (exitCode, output) = (await RunAsync("node", "send.mjs", transport, url.ToString(), compression))!.Value;
        Assert.True(exitCode == 0, output);
    }

    public ValueTask DisposeAsync() => default;

    private static async Task<(int ExitCode, string Output)?> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(setting);

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
