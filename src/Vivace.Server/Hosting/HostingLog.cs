namespace Vivace.Server.Hosting;

/// <summary>Messages of start, stop and ports; ids 6900 to 6999.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(EventId = 6900, Level = LogLevel.Information, Message = "Vivace {Version} starts: configuration {Configuration}, process {ProcessId}")]
    internal static partial void Starting(ILogger logger, string version, string configuration, int processId);

    [LoggerMessage(EventId = 6901, Level = LogLevel.Information, Message = "Listening: {Name} on {Addresses}")]
    internal static partial void Listening(ILogger logger, string name, string addresses);

    [LoggerMessage(EventId = 6902, Level = LogLevel.Information, Message = "Blocks in {BlocksPath}, write-ahead log in {LogPath} (sync {Sync}), kept for {Retention}")]
    internal static partial void DataFolders(ILogger logger, string blocksPath, string logPath, Vivace.Storage.SyncPolicy sync, string retention);

    [LoggerMessage(EventId = 6903, Level = LogLevel.Information, Message = "Ready after {Milliseconds} ms. {FirstTrace}")]
    internal static partial void Ready(ILogger logger, long milliseconds, string firstTrace);

    [LoggerMessage(EventId = 6904, Level = LogLevel.Information, Message = "Stopping: {Signal}; /ready says 503 for {Delay}, then running requests get {Timeout}")]
    internal static partial void Stopping(ILogger logger, string signal, TimeSpan delay, TimeSpan timeout);

    [LoggerMessage(EventId = 6905, Level = LogLevel.Information, Message = "Stopped")]
    internal static partial void Stopped(ILogger logger);

    [LoggerMessage(EventId = 6906, Level = LogLevel.Warning, Message = "Every receiver listens on the loopback address and the process runs in a container: nothing from outside can reach it. Set distributor.receivers.otlp.protocols.grpc.endpoint to 0.0.0.0:4317")]
    internal static partial void UnreachableInContainer(ILogger logger);

    [LoggerMessage(EventId = 6907, Level = LogLevel.Information, Message = "Configuration: {Notice}")]
    internal static partial void ConfigurationNotice(ILogger logger, string notice);

    [LoggerMessage(EventId = 6908, Level = LogLevel.Warning, Message = "Configuration: {Warning}")]
    internal static partial void ConfigurationWarning(ILogger logger, string warning);

    [LoggerMessage(EventId = 6909, Level = LogLevel.Information, Message = "TLS of {Listener}: certificate read again after its files changed")]
    internal static partial void CertificateReloaded(ILogger logger, string listener);

    [LoggerMessage(EventId = 6910, Level = LogLevel.Warning, Message = "TLS of {Listener}: the changed certificate cannot be used, the one before stays: {Reason}")]
    internal static partial void CertificateNotReloaded(ILogger logger, string listener, string reason);

    [LoggerMessage(EventId = 6912, Level = LogLevel.Warning, Message = "The {Name} is off: port {Port} is taken or may not be opened; set {Key} to another port")]
    internal static partial void ListenerLeftOut(ILogger logger, string name, int port, string key);

    [LoggerMessage(EventId = 6911, Level = LogLevel.Error, Message = "A request to {Name} failed")]
    internal static partial void RequestFailed(ILogger logger, string name, Exception exception);
}
