using System.Reflection;
using System.Runtime.InteropServices;

namespace Vivace.Server.Metrics;

/// <summary>What this binary is.</summary>
/// <param name="Version">Vivace's own version, such as <c>0.1.0</c>.</param>
/// <param name="CompatibleTempoVersion">The Tempo release whose API it speaks; clients switch features on by it.</param>
/// <param name="Revision">Short commit; empty when the build did not say.</param>
/// <param name="Branch">Branch it was built from; empty when the build did not say.</param>
/// <param name="BuildDate">Day it was built; empty when the build did not say.</param>
/// <param name="BuildUser">Who built it; empty when the build did not say.</param>
public sealed record BuildDescription(
    string Version, string CompatibleTempoVersion, string Revision, string Branch, string BuildDate, string BuildUser)
{
    /// <summary>The Tempo release whose API this version speaks.</summary>
    public const string TempoVersion = "3.0.0";

    /// <summary>The running binary, from the attributes its build wrote: the informational version
    /// <c>version+commit</c>, and assembly metadata <c>Branch</c>, <c>BuildDate</c> and <c>BuildUser</c>.</summary>
    public static BuildDescription Current { get; } = Read(typeof(BuildDescription).Assembly);

    /// <summary>The runtime, where Tempo names its Go version.</summary>
    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    private static BuildDescription Read(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        var revision = plus < 0 ? "" : version[(plus + 1)..];
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .GroupBy(attribute => attribute.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value ?? "", StringComparer.Ordinal);
        return new BuildDescription(
            plus < 0 ? version : version[..plus],
            TempoVersion,
            revision.Length > 9 ? revision[..9] : revision,
            metadata.GetValueOrDefault("Branch", ""),
            metadata.GetValueOrDefault("BuildDate", ""),
            metadata.GetValueOrDefault("BuildUser", ""));
    }
}
