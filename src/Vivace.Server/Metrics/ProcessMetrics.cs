using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Vivace.Server.Metrics;

/// <summary>What the process takes from the machine, under the names that Prometheus' client libraries agreed on, and
/// which build it is.</summary>
/// <remarks>Prometheus, "Writing client libraries": standard and runtime collectors. The runtime's own numbers
/// (<c>dotnet_*</c>) come from the meter System.Runtime.</remarks>
public sealed class ProcessMetrics : IDisposable
{
    private const string OpenFiles = "/proc/self/fd";

    private readonly Meter _meter = new("Vivace.Process");

    /// <summary>Registers the instruments.</summary>
    /// <param name="build">The running binary.</param>
    public ProcessMetrics(BuildDescription build)
    {
        using var process = Process.GetCurrentProcess();
        var startSeconds = (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        var buildTags = new KeyValuePair<string, object?>[]
        {
            new("version", build.Version), new("revision", build.Revision), new("branch", build.Branch),
            new("goversion", build.Runtime),
        };

        _meter.CreateObservableGauge("tempo_build_info", () => new Measurement<int>(1, buildTags), null,
            "The running binary; always 1.");
        _meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, null,
            "User and system CPU time in seconds.");
        _meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, null,
            "Resident memory in bytes.");
        _meter.CreateObservableGauge("process_start_time_seconds", () => startSeconds, null,
            "Start of the process in Unix seconds.");
        if (!Directory.Exists(OpenFiles))
            return;

        _meter.CreateObservableGauge("process_open_fds", CountOpenFiles, null, "Open file descriptors.");
        if (ReadMaxOpenFiles() is { } maxOpenFiles)
            _meter.CreateObservableGauge("process_max_fds", () => maxOpenFiles, null, "Most file descriptors that may be open.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // The listing itself holds one descriptor open.
    private static int CountOpenFiles() => Directory.EnumerateFileSystemEntries(OpenFiles).Count() - 1;

    private static double? ReadMaxOpenFiles()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/limits"))
            {
                if (!line.StartsWith("Max open files", StringComparison.Ordinal))
                    continue;
                var soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
                return double.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                    ? limit
                    : double.PositiveInfinity; // "unlimited"
            }
        }
        catch (IOException)
        {
            // Without the file there is no limit to tell.
        }

        return null;
    }
}
