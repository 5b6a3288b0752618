using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vivace.Server.Configuration;

namespace Vivace.Server.Hosting;

/// <summary>Gives a listener its certificate, and reads it again when its files have changed. A changed file that cannot be read
/// leaves the certificate in use as it is.</summary>
internal sealed class CertificateSource
{
    /// <summary>How often the files are looked at, at most: a handshake must not cost a walk through the file system.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly TlsOptions _options;
    private readonly string _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new(); // guards _checked, _stamp, _current
    private long _checked;
    private string _stamp;
    private SslServerAuthenticationOptions _current;

    /// <summary>Reads the certificate for the first time.</summary>
    /// <exception cref="StartFailedException">It cannot be read.</exception>
    public CertificateSource(TlsOptions options, string listener, TimeProvider time, ILogger logger)
    {
        _options = options;
        _listener = listener;
        _time = time;
        _logger = logger;
        try
        {
            _checked = time.GetTimestamp();
            _stamp = Stamp();
            _current = Load();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            throw new StartFailedException(
                $"TLS of {listener}: the certificate {options.Certificate} with the key {options.Key} cannot be used: "
                + unreadable.Message.ReplaceLineEndings(" "),
                unreadable);
        }
    }

    /// <summary>What a handshake needs now.</summary>
    public SslServerAuthenticationOptions Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_checked) >= CheckInterval)
                {
                    _checked = _time.GetTimestamp();
                    Reload();
                }
                return _current;
            }
        }
    }

    private void Reload()
    {
        try
        {
            var stamp = Stamp();
            if (string.Equals(stamp, _stamp, StringComparison.Ordinal))
                return;
            _stamp = stamp; // before loading: a broken file is reported once, not at every handshake
            _current = Load();
            HostingLog.CertificateReloaded(_logger, _listener);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            HostingLog.CertificateNotReloaded(_logger, _listener, unreadable.Message);
        }
    }

    private SslServerAuthenticationOptions Load()
    {
        var text = Read(_options.Certificate);
        using var pem = X509Certificate2.CreateFromPem(text, Read(_options.Key));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);
        // Some platforms cannot serve with a key that exists in memory only; a round trip through PKCS #12 helps everywhere.
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = _options.Protocols,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (_options.CipherSuites.Count > 0 && OperatingSystem.IsLinux())
            options.CipherSuitesPolicy = new CipherSuitesPolicy(_options.CipherSuites.Select(Enum.Parse<TlsCipherSuite>));
        ConfigureClients(options);
        return options;
    }

    private void ConfigureClients(SslServerAuthenticationOptions options)
    {
        var policy = _options.ClientCertificates;
        if (policy == ClientCertificatePolicy.None)
            return;
        options.ClientCertificateRequired = true; // asks for one; the callback decides
        var authorities = new X509Certificate2Collection();
        if (_options.ClientAuthority is { } authority)
            authorities.ImportFromPem(Read(authority));
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => policy switch
        {
            ClientCertificatePolicy.Request => true,
            ClientCertificatePolicy.RequireAny => certificate is not null,
            ClientCertificatePolicy.VerifyIfGiven => certificate is null || IsSigned(certificate, authorities),
            _ => certificate is not null && IsSigned(certificate, authorities),
        };
    }

    private static bool IsSigned(X509Certificate certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2")); // client authentication
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy);
    }

    private string Stamp()
    {
        var sources = new[] { _options.Certificate, _options.Key, _options.ClientAuthority };
        return string.Join('|', sources.Where(static source => source?.Path is not null).Select(static source =>
        {
            // Kubernetes swaps a symbolic link, so the target counts as well.
            var file = new FileInfo(source!.Path!);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return FormattableString.Invariant($"{target.FullName}:{target.LastWriteTimeUtc.Ticks}:{(target.Exists ? target.Length : -1)}");
        }));
    }

    private static string Read(PemSource source) => source.Text ?? File.ReadAllText(source.Path!);

    private static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
