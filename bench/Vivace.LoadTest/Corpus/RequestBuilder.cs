using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Corpus;

/// <summary>Collects encoded spans by service instance and scope, as a collector's batch holds them, and joins them into
/// one request.</summary>
internal sealed class RequestBuilder : IDisposable
{
    private const int ScopeCount = 4;

    private readonly ProtoWriter?[] _spans = new ProtoWriter?[CorpusVocabulary.InstanceCount * ScopeCount];
    private readonly ProtoWriter _request = new(256 * 1024);

    public int SpanCount { get; private set; }

    /// <summary>Where the next span of this instance and role is to be written, as field <c>ScopeSpans.spans</c>.</summary>
    public ProtoWriter NextSpan(int instance, SpanRole role)
    {
        SpanCount++;
        return _spans[instance * ScopeCount + (int)role] ??= new ProtoWriter(8 * 1024);
    }

    /// <summary>Returns the request and starts the next one.</summary>
    public ExportRequest Build()
    {
        _request.Clear();
        for (var instance = 0; instance < CorpusVocabulary.InstanceCount; instance++)
            WriteInstance(instance);
        var built = ExportRequest.Of(_request.Written, SpanCount);
        SpanCount = 0;
        return built;
    }

    public void Dispose()
    {
        _request.Dispose();
        foreach (var spans in _spans)
            spans?.Dispose();
    }

    private void WriteInstance(int instance)
    {
        var scopes = _spans.AsSpan(instance * ScopeCount, ScopeCount);
        if (!HasSpans(scopes))
            return;

        var resourceSpans = _request.BeginMessage(OtlpFields.RequestResourceSpans);
        _request.WriteBytes(OtlpFields.ResourceSpans.Resource, CorpusVocabulary.Resources[instance]);
        for (var role = 0; role < ScopeCount; role++)
        {
            if (scopes[role] is not { Length: > 0 } spans)
                continue;
            var scopeSpans = _request.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
            _request.WriteBytes(OtlpFields.ScopeSpans.Scope, CorpusVocabulary.Scopes[role]);
            _request.WriteRaw(spans.Written);
            _request.EndMessage(scopeSpans);
            spans.Clear();
        }

        _request.EndMessage(resourceSpans);
    }

    private static bool HasSpans(ReadOnlySpan<ProtoWriter?> scopes)
    {
        foreach (var spans in scopes)
        {
            if (spans is { Length: > 0 })
                return true;
        }

        return false;
    }
}
