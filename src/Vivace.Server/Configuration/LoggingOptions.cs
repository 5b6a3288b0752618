namespace Vivace.Server.Configuration;

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary><c>time=... level=info msg="..."</c></summary>
    Logfmt,

    /// <summary>One JSON object per line.</summary>
    Json,
}

/// <summary>What is written to the log (<c>server.log_level</c>, <c>server.log_format</c>).</summary>
internal sealed record LoggingOptions(LogLevel MinimumLevel = LogLevel.Information, LogFormat Format = LogFormat.Logfmt);
