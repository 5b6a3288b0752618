using Vivace.Server.Api;

namespace Vivace.Server.Hosting;

/// <summary>Where the process stands between start and stop.</summary>
internal enum ServerPhase
{
    /// <summary>The log is being replayed; nothing is taken or answered yet.</summary>
    Starting,

    /// <summary>At work.</summary>
    Ready,

    /// <summary>Asked to stop; still answers what comes in.</summary>
    Stopping,
}

/// <summary>What <c>/ready</c> says. Any thread may read and change it.</summary>
internal sealed class Readiness : IReadiness
{
    private volatile State _state = new(ServerPhase.Starting, "starting: the write-ahead log is being replayed");

    /// <summary>Where the process stands.</summary>
    public ServerPhase Phase => _state.Phase;

    /// <summary>True when requests can be served.</summary>
    public bool IsReady => _state.Phase == ServerPhase.Ready;

    /// <summary>Why not, one line; empty when ready.</summary>
    public string Reason => _state.Reason;

    /// <summary>The parts of the process; set once, before the ports open.</summary>
    public IReadOnlyList<string> Services { get; set; } = [];

    /// <inheritdoc/>
    public ReadinessReport Report()
    {
        var state = _state;
        var service = state.Phase switch
        {
            ServerPhase.Starting => ServiceState.Starting,
            ServerPhase.Ready => ServiceState.Running,
            _ => ServiceState.Stopping,
        };
        return new ReadinessReport(
            state.Phase == ServerPhase.Ready,
            state.Reason.Length == 0 ? [] : [state.Reason],
            [.. Services.Select(name => new ServiceStatus(name, service))]);
    }

    public void SetReady() => _state = new State(ServerPhase.Ready, "");

    public void SetStopping() => _state = new State(ServerPhase.Stopping, "stopping: asked to shut down");

    private sealed record State(ServerPhase Phase, string Reason);
}
