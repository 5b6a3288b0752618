using System.Net.Security;
using System.Security.Authentication;

namespace Vivace.Server.Configuration;

/// <summary>Ports, receivers and their TLS.</summary>
internal sealed partial class OptionsBinder
{
    private const string Receivers = "distributor.receivers";

    private ServerOptions BindServer()
    {
        var headerTimeout = settings.Duration("server.http_server_read_header_timeout");
        return new ServerOptions
        {
            Http = BindServerEndpoint("http"),
            Grpc = BindServerEndpoint("grpc"),
            HttpTls = BindServerTls("server.http_tls_config"),
            GrpcTls = BindServerTls("server.grpc_tls_config"),
            PathPrefix = Prefix("server.http_path_prefix"),
            // Zero means none in Tempo; a connection that never sends its headers must still end.
            ReadHeaderTimeout = headerTimeout > TimeSpan.Zero ? headerTimeout : TimeSpan.FromSeconds(30),
            IdleTimeout = settings.Duration("server.http_server_idle_timeout"),
            MaxGrpcMessageBytes = settings.Integer("server.grpc_server_max_recv_msg_size"),
            ShutdownDelay = settings.Duration("shutdown_delay"),
            GracefulShutdownTimeout = settings.Duration("server.graceful_shutdown_timeout"),
        };
    }

    private ListenEndpoint BindServerEndpoint(string protocol)
    {
        var network = settings.Text($"server.{protocol}_listen_network") switch
        {
            "tcp4" => ListenNetwork.Tcp4,
            "tcp6" => ListenNetwork.Tcp6,
            _ => ListenNetwork.Tcp,
        };
        return new ListenEndpoint(
            settings.Text($"server.{protocol}_listen_address"), (int)settings.Integer($"server.{protocol}_listen_port"), network);
    }

    private List<OtlpListenerOptions> BindReceivers()
    {
        var listeners = new List<OtlpListenerOptions>();
        var names = settings.NamesUnder(Receivers);
        foreach (var name in names)
        {
            if (settings.Keys.Find(Receivers)!.Find(name) is not { Name: "otlp/*" })
                continue;
            var protocols = $"{Receivers}.{name}.protocols";
            foreach (var protocol in settings.NamesUnder(protocols))
                if (protocol is "grpc" or "http")
                    listeners.Add(BindReceiver(name, protocol == "grpc", $"{protocols}.{protocol}"));
        }
        if (listeners.Count > 0)
            return listeners;

        if (names.Count > 0)
            problems.Warning(
                At(Receivers), Receivers, "names no receiver that this release has; OTLP over gRPC and HTTP is opened instead");
        listeners.Add(BindReceiver("otlp", true, $"{Receivers}.otlp.protocols.grpc"));
        listeners.Add(BindReceiver("otlp", false, $"{Receivers}.otlp.protocols.http"));
        return listeners;
    }

    private OtlpListenerOptions BindReceiver(string name, bool isGrpc, string path)
    {
        var table = $"{Receivers}.otlp/*.protocols.{(isGrpc ? "grpc" : "http")}";
        var text = settings.Text($"{path}.endpoint", $"{table}.endpoint");
        if (!ListenEndpoint.TryParse(text, out var endpoint))
            problems.Error(
                At($"{path}.endpoint"), $"{path}.endpoint",
                $"expected host:port like \"0.0.0.0:{(isGrpc ? 4317 : 4318)}\", found {ScalarValue.Quote(text)}");

        var urlPath = isGrpc ? "/v1/traces" : settings.Text($"{path}.traces_url_path", $"{table}.traces_url_path");
        return new OtlpListenerOptions
        {
            Name = name,
            IsGrpc = isGrpc,
            Endpoint = endpoint,
            Tls = BindReceiverTls($"{path}.tls", $"{table}.tls"),
            MaxRequestBytes = isGrpc
                ? (int)settings.Integer($"{path}.max_recv_msg_size_mib", $"{table}.max_recv_msg_size_mib") << 20
                : (int)settings.Integer($"{path}.max_request_body_size", $"{table}.max_request_body_size"),
            TracesUrlPath = urlPath.StartsWith('/') ? urlPath : "/" + urlPath,
        };
    }

    private TlsOptions? BindServerTls(string path)
    {
        var protocols = settings.Text("server.tls_min_version") switch
        {
            "VersionTLS10" => Protocols("1.0", "1.3"),
            "VersionTLS11" => Protocols("1.1", "1.3"),
            "VersionTLS13" => SslProtocols.Tls13,
            _ => SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        var suites = settings.Text("server.tls_cipher_suites")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        CheckSuites(suites, "server.tls_cipher_suites");
        var certificate = Pem($"{path}.cert_file", $"{path}.cert");
        var key = Pem($"{path}.key_file", $"{path}.key");
        var authority = Pem($"{path}.client_ca_file", $"{path}.client_ca");
        var policy = settings.Text($"{path}.client_auth_type") switch
        {
            "RequestClientCert" => ClientCertificatePolicy.Request,
            "RequireAnyClientCert" => ClientCertificatePolicy.RequireAny,
            "VerifyClientCertIfGiven" => ClientCertificatePolicy.VerifyIfGiven,
            "RequireAndVerifyClientCert" => ClientCertificatePolicy.RequireAndVerify,
            _ => ClientCertificatePolicy.None,
        };
        if (policy is ClientCertificatePolicy.VerifyIfGiven or ClientCertificatePolicy.RequireAndVerify && authority is null)
            problems.Error(
                At($"{path}.client_auth_type"), $"{path}.client_auth_type", $"needs {path}.client_ca_file, the authority to verify with");
        return Tls(path, certificate, key, authority, policy, protocols, suites);
    }

    private TlsOptions? BindReceiverTls(string path, string table)
    {
        var suites = settings.List($"{path}.cipher_suites", $"{table}.cipher_suites");
        CheckSuites(suites, $"{path}.cipher_suites");
        var authority = Pem($"{path}.client_ca_file", $"{path}.client_ca_pem", table);
        var from = settings.Text($"{path}.min_version", $"{table}.min_version");
        var to = settings.Text($"{path}.max_version", $"{table}.max_version");
        var protocols = Protocols(from.Length == 0 ? "1.2" : from, to.Length == 0 ? "1.3" : to);
        if (protocols == SslProtocols.None)
            problems.Error(At($"{path}.min_version"), $"{path}.min_version", $"{from} is above max_version {to}");
        return Tls(
            path,
            Pem($"{path}.cert_file", $"{path}.cert_pem", table),
            Pem($"{path}.key_file", $"{path}.key_pem", table),
            authority,
            authority is null ? ClientCertificatePolicy.None : ClientCertificatePolicy.RequireAndVerify,
            protocols,
            suites);
    }

    private TlsOptions? Tls(
        string path,
        PemSource? certificate,
        PemSource? key,
        PemSource? authority,
        ClientCertificatePolicy policy,
        SslProtocols protocols,
        IReadOnlyList<string> suites)
    {
        if (certificate is not null && key is not null)
            return new TlsOptions
            {
                Certificate = certificate,
                Key = key,
                ClientAuthority = authority,
                ClientCertificates = policy,
                Protocols = protocols,
                CipherSuites = suites,
            };
        if (certificate is not null || key is not null || authority is not null)
            problems.Error(
                At(path), path,
                key is not null ? "a key needs a certificate: set cert_file" : certificate is not null
                    ? "a certificate needs its private key: set key_file" : "needs cert_file and key_file");
        return null;
    }

    private PemSource? Pem(string filePath, string textPath, string? table = null)
    {
        var file = settings.Text(filePath, InTable(filePath));
        if (file.Length > 0)
            return new PemSource(file, null);
        var text = settings.Text(textPath, InTable(textPath));
        return text.Length > 0 ? new PemSource(null, text) : null;

        string? InTable(string path) => table is null ? null : table + path[path.LastIndexOf('.')..];
    }

    private void CheckSuites(IEnumerable<string> suites, string path)
    {
        foreach (var suite in suites)
            if (!Enum.TryParse<TlsCipherSuite>(suite, out _) || char.IsAsciiDigit(suite[0]))
                problems.Error(
                    At(path), path,
                    $"{ScalarValue.Quote(suite)} is not the IANA name of a cipher suite like \"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"");
    }

    /// <summary>All versions from one to another; none when they are the wrong way round.</summary>
    private static SslProtocols Protocols(string from, string to)
    {
#pragma warning disable CA5397, SYSLIB0039 // Old versions are refused unless the operator asks for them by name.
        (string Name, SslProtocols Version)[] all =
        [
            ("1.0", SslProtocols.Tls), ("1.1", SslProtocols.Tls11), ("1.2", SslProtocols.Tls12), ("1.3", SslProtocols.Tls13),
        ];
#pragma warning restore CA5397, SYSLIB0039
        return all
            .Where(version => string.CompareOrdinal(version.Name, from) >= 0 && string.CompareOrdinal(version.Name, to) <= 0)
            .Aggregate(SslProtocols.None, static (versions, version) => versions | version.Version);
    }
}
