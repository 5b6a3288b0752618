using System.Diagnostics;

namespace Vivace.LoadTest.Running;

/// <summary>Runs other programs to their end.</summary>
internal static class ChildProcess
{
    /// <summary>Returns what the program prints, trimmed; empty if it fails.</summary>
    public static async Task<string> ReadAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await errors;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output.Trim() : "";
    }

    /// <summary>Runs the program with this process's output as its own.</summary>
    /// <exception cref="InvalidOperationException">It exits with another code than 0.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))
            ?? throw new InvalidOperationException($"{program} did not start");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with code {process.ExitCode}");
    }
}
