namespace Vivace.Server.Configuration;

/// <summary>The web page (<c>vivace.web</c>).</summary>
internal sealed record WebOptions
{
    /// <summary>Whether there is a page at all (<c>enabled</c>).</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Where it is served (<c>address</c>, <c>port</c>); all addresses, port 3000.</summary>
    public required ListenEndpoint Endpoint { get; init; }

    /// <summary>Whether somebody wrote the port. One that is only the default may be taken by another program: then the server
    /// runs without its page.</summary>
    public bool IsPortChosen { get; init; }

    /// <summary>Another server whose data the page shows (<c>data_source</c>); null for this one's.</summary>
    public DataSourceOptions? DataSource { get; init; }
}

/// <summary>A Tempo-compatible server whose data the page shows.</summary>
internal sealed record DataSourceOptions
{
    /// <summary>Its query API (<c>url</c>): http or https, perhaps with a path before <c>/api</c>, without a query.</summary>
    public required Uri Url { get; init; }

    /// <summary>Headers sent with every request (<c>headers</c>).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Longest wait for the head of an answer, and between two parts of its body (<c>timeout</c>); default 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
