using System.Globalization;
using System.Runtime.InteropServices;

namespace Vivace.LoadTest.Running;

/// <summary>What numbers were measured on. Numbers without it mean nothing.</summary>
internal sealed record MachineDescription(string Processor, int Cores, double MemoryGigabytes, string Kernel, string Runtime, string Commit)
{
    public static async Task<MachineDescription> ReadAsync(string? repository, CancellationToken cancellationToken)
    {
        var processor = await FindAsync("/proc/cpuinfo", "model name", cancellationToken);
        var memory = await FindAsync("/proc/meminfo", "MemTotal", cancellationToken);
        var kibibytes = double.Parse(memory.Split(' ')[0], CultureInfo.InvariantCulture);
        var commit = repository is null
            ? ""
            : await ChildProcess.ReadAsync("git", ["-C", repository, "describe", "--always", "--dirty"], cancellationToken);
        return new MachineDescription(
            processor,
            Environment.ProcessorCount,
            kibibytes * 1024 / 1e9,
            $"{RuntimeInformation.OSDescription}, {Environment.OSVersion.VersionString}",
            RuntimeInformation.FrameworkDescription,
            commit);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {MemoryGigabytes:N0} GB; {Kernel}; {Runtime}{(Commit.Length > 0 ? $"; commit {Commit}" : "")}");

    private static async Task<string> FindAsync(string file, string name, CancellationToken cancellationToken)
    {
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        throw new InvalidOperationException($"{file} has no line \"{name}\"; the runner needs Linux");
    }
}
