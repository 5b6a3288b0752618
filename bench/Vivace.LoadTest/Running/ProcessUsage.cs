using System.Globalization;

namespace Vivace.LoadTest.Running;

/// <summary>What a process has used since its start, as Linux accounts for it.</summary>
/// <param name="UserCpu">Time in user mode, in steps of 10 ms.</param>
/// <param name="SystemCpu">Time in the kernel, in steps of 10 ms.</param>
/// <param name="PeakResidentBytes">The most memory it ever had resident (VmHWM).</param>
/// <param name="ResidentBytes">The memory it has resident now (VmRSS).</param>
internal readonly record struct ProcessUsage(TimeSpan UserCpu, TimeSpan SystemCpu, long PeakResidentBytes, long ResidentBytes)
{
    private const int UserTimeField = 14; // proc(5), counted from 1
    private const int SystemTimeField = 15;
    private const int FieldAfterCommand = 3;
    private const int TicksPerSecond = 100; // USER_HZ of every Linux that .NET runs on

    public TimeSpan Cpu => UserCpu + SystemCpu;

    public static async Task<ProcessUsage> ReadAsync(int processId, CancellationToken cancellationToken)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        var stat = await File.ReadAllTextAsync(Path.Combine(folder, "stat"), cancellationToken);
        // The command may hold blanks and parentheses; fields are counted from its end.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var status = await File.ReadAllLinesAsync(Path.Combine(folder, "status"), cancellationToken);
        return new ProcessUsage(Ticks(UserTimeField), Ticks(SystemTimeField), Kibibytes("VmHWM:"), Kibibytes("VmRSS:"));

        TimeSpan Ticks(int field) => TimeSpan.FromSeconds(
            double.Parse(fields[field - FieldAfterCommand], CultureInfo.InvariantCulture) / TicksPerSecond);

        long Kibibytes(string name)
        {
            var line = Array.Find(status, l => l.StartsWith(name, StringComparison.Ordinal)) ?? $"{name} 0 kB";
            return long.Parse(line[name.Length..^2], CultureInfo.InvariantCulture) * 1024;
        }
    }
}
