namespace Vivace.Server.Api;

/// <summary>Knows whether the process can do its work. Asked at any time from any thread; answers at once.</summary>
public interface IReadiness
{
    /// <summary>The present state.</summary>
    ReadinessReport Report();
}

/// <summary>Whether the process is ready, and what its parts do.</summary>
/// <param name="IsReady">False during the replay of the log, before the receivers listen, and from SIGTERM on.</param>
/// <param name="Reasons">What is missing, one line each, for a person; empty when ready.</param>
/// <param name="Services">The parts of the process, for <c>/status/services</c>.</param>
public sealed record ReadinessReport(bool IsReady, IReadOnlyList<string> Reasons, IReadOnlyList<ServiceStatus> Services);

/// <summary>One part of the process.</summary>
/// <param name="Name">Its name, such as <c>otlp-grpc</c>.</param>
/// <param name="State">What it does.</param>
public readonly record struct ServiceStatus(string Name, ServiceState State);

/// <summary>States of a part of the process.</summary>
public enum ServiceState
{
    /// <summary>Not asked to do anything yet.</summary>
    New,

    /// <summary>On its way up.</summary>
    Starting,

    /// <summary>At work.</summary>
    Running,

    /// <summary>On its way down.</summary>
    Stopping,

    /// <summary>Down as asked.</summary>
    Terminated,

    /// <summary>Down by itself.</summary>
    Failed,
}
