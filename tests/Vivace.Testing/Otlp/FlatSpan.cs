using System.Text;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Testing.Otlp;

/// <summary>One span with all that belongs to it, independent of how it was grouped with others. Every part is in canonical
/// form; a null resource or scope was missing, an empty one was there and empty.</summary>
public sealed record FlatSpan(
    byte[]? Resource, string ResourceSchemaUrl, byte[]? Scope, string ScopeSchemaUrl, byte[] Span)
{
    private string? _key;

    /// <summary>Equal for equal spans; orders them.</summary>
    public string Key => _key ??= string.Join(
        '|',
        Convert.ToHexString(Span),
        Resource is null ? "none" : Convert.ToHexString(Resource),
        ResourceSchemaUrl,
        Scope is null ? "none" : Convert.ToHexString(Scope),
        ScopeSchemaUrl);

    public TraceId TraceId
    {
        get
        {
            var id = Field(OtlpFields.Span.TraceId);
            return id.Length == TraceId.SizeBytes ? TraceId.FromBytes(id) : default;
        }
    }

    public string SpanIdHex => Convert.ToHexStringLower(Field(OtlpFields.Span.SpanId));

    public string Name => Encoding.UTF8.GetString(Field(OtlpFields.Span.Name));

    public bool Equals(FlatSpan? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Resource is null ? "no resource\n" : $"resource {{\n{OtlpText.Describe(Resource, OtlpSchema.Resource)}}}\n");
        text.Append($"resource schema_url: \"{ResourceSchemaUrl}\"\n");
        text.Append(Scope is null ? "no scope\n" : $"scope {{\n{OtlpText.Describe(Scope, OtlpSchema.Scope)}}}\n");
        text.Append($"scope schema_url: \"{ScopeSchemaUrl}\"\n");
        return text.Append($"span {{\n{OtlpText.Describe(Span, OtlpSchema.Span)}}}\n").ToString();
    }

    private byte[] Field(int number)
    {
        var reader = new ProtoReader(Span);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == number)
                return reader.ReadBytes().ToArray();
            reader.Skip(field, wireType);
        }

        return [];
    }
}
