using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Vivace.Web.Tests.Toolchain;

/// <summary>The sources of the page and the tools in them.</summary>
internal static class WebFolder
{
    /// <summary>The repository.</summary>
    public static string Repository { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", ".."));

    /// <summary>src/Vivace.Web.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository, "src", "Vivace.Web");

    /// <summary>Runs one of its tools to the end.</summary>
    /// <returns>Null when the program is not installed.</returns>
    public static async Task<(int ExitCode, string Output)?> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["NO_COLOR"] = "1", ["FORCE_COLOR"] = "0" },
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Here([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
