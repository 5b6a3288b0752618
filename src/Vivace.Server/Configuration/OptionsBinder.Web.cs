namespace Vivace.Server.Configuration;

/// <summary>The web page.</summary>
internal sealed partial class OptionsBinder
{
    private const string Web = "vivace.web.";

    private WebOptions BindWeb() => new()
    {
        IsEnabled = settings.Boolean(Web + "enabled"),
        Endpoint = new ListenEndpoint(settings.Text(Web + "address"), (int)settings.Integer(Web + "port")),
        IsPortChosen = settings.Find(Web + "port") is not null,
        DataSource = BindDataSource(),
    };

    private DataSourceOptions? BindDataSource()
    {
        const string path = Web + "data_source.";
        var text = settings.Text(path + "url");
        var headers = (IReadOnlyDictionary<string, string>?)settings.Find(path + "headers")?.Value;
        var timeout = settings.Duration(path + "timeout");
        if (text.Length == 0)
        {
            if (headers is { Count: > 0 })
                problems.Error(At(path + "headers"), path + "headers", $"needs {path}url");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            problems.Error(
                At(path + "url"), path + "url",
                $"expected an address like \"http://tempo:3200\", found {ScalarValue.Quote(text)}; credentials belong in {path}headers");
            return null;
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            using var probe = new HttpRequestMessage();
            if (value.AsSpan().ContainsAny('\r', '\n') || !probe.Headers.TryAddWithoutValidation(name, value))
                problems.Error(At(path + "headers"), path + "headers", $"{ScalarValue.Quote(name)} cannot be a header of a request");
        }

        return new DataSourceOptions
        {
            Url = url,
            Headers = headers ?? new Dictionary<string, string>(),
            Timeout = timeout,
        };
    }
}
