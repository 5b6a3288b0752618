using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Vivace.Server.Tests;

/// <summary>A folder of JavaScript beside the tests' projects. Its packages are installed once, from its lock file, if they are not
/// there yet.</summary>
internal sealed class NodeProject(string name)
{
    private readonly string _folder = Path.GetFullPath(Path.Combine(Here(), "..", name));

    private string? _missing;

    public async Task InstallAsync()
    {
        if (await RunAsync("node", "--version") is null || await RunAsync("npm", "--version") is null)
        {
            _missing = "node or npm is not installed; install Node.js 20 or newer (Debian: apt-get install nodejs npm)";
            return;
        }

        // npm writes this file last.
        if (!File.Exists(Path.Combine(_folder, "node_modules", ".package-lock.json")))
        {
            var (exitCode, output) = (await RunAsync("npm", "ci"))!.Value;
            Assert.True(exitCode == 0, $"npm ci in {_folder} failed:\n{output}");
        }
    }

    /// <summary>Runs a script of the folder; fails the test if the script does, skips it if there is no Node.js.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunScriptAsync(string script, params string[] arguments)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var (exitCode, output) = (await RunAsync("node", [script, .. arguments]))!.Value;
        Assert.True(exitCode == 0, output);
        return output;
    }

    private async Task<(int ExitCode, string Output)?> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
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
