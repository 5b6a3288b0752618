namespace Vivace.OpenTelemetry;

/// <summary>How detailed an activity or a log line is, from nothing to everything. The names are those of directives.</summary>
public enum TracingLevel
{
    /// <summary>Nothing passes.</summary>
    Off,

    /// <summary><c>error</c>: log lines of level Error and Critical.</summary>
    Error,

    /// <summary><c>warn</c>.</summary>
    Warn,

    /// <summary><c>info</c>: by default, activities at the edge of a service (server, client, producer, consumer).</summary>
    Info,

    /// <summary><c>debug</c>: by default, internal activities.</summary>
    Debug,

    /// <summary><c>trace</c>: everything.</summary>
    Trace,
}
