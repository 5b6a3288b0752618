using System.Reflection;

namespace Vivace.OpenTelemetry.Configuration;

/// <summary>The program that runs.</summary>
internal static class EntryAssembly
{
    /// <summary>Its informational version without build metadata (<c>1.4.0-rc.1</c> of <c>1.4.0-rc.1+3f2c</c>), else its
    /// assembly version, else <c>unknown</c>.</summary>
    public static string Version { get; } = Read(Assembly.GetEntryAssembly());

    internal static string Read(Assembly? assembly)
    {
        var informational = assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        if (string.IsNullOrWhiteSpace(informational))
            return assembly?.GetName().Version?.ToString() ?? "unknown";

        var metadata = informational.IndexOf('+', StringComparison.Ordinal);
        return metadata > 0 ? informational[..metadata] : informational;
    }
}
