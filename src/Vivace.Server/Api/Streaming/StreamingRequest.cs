using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Api.Streaming;

/// <summary>A request message as parameters named like those of a URL, so that both are checked in one place. A zero and an empty
/// text are absent, as everywhere in proto3.</summary>
/// <remarks>Field numbers: docs/http-api.md, "Protobuf".</remarks>
internal sealed class StreamingRequest
{
    private readonly Dictionary<string, StringValues> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private List<KeyValuePair<string, string>>? _tags;

    /// <summary>The parameters.</summary>
    public QueryParameters Parameters => new(new QueryCollection(_parameters));

    /// <summary>Tags of the old search; null without any.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags => _tags;

    /// <summary>Name of the tag whose values are asked for; empty elsewhere.</summary>
    public string TagName { get; private set; } = "";

    /// <summary>Reads <c>SearchRequest</c>.</summary>
    /// <exception cref="OtlpFormatException">The message is malformed.</exception>
    public static StreamingRequest ReadSearch(ReadOnlySpan<byte> message)
    {
        var request = new StreamingRequest();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.LengthDelimited):
                    request.AddTag(reader.ReadBytes());
                    break;
                case (2, WireType.Varint):
                    request.Set("minDuration", reader.ReadVarint(), "ms");
                    break;
                case (3, WireType.Varint):
                    request.Set("maxDuration", reader.ReadVarint(), "ms");
                    break;
                case (4, WireType.Varint):
                    request.Set("limit", reader.ReadVarint());
                    break;
                case (5, WireType.Varint):
                    request.Set("start", reader.ReadVarint());
                    break;
                case (6, WireType.Varint):
                    request.Set("end", reader.ReadVarint());
                    break;
                case (8, WireType.LengthDelimited):
                    request.Set("q", reader.ReadBytes());
                    break;
                case (9, WireType.Varint):
                    request.Set("spss", reader.ReadVarint());
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return request;
    }

    /// <summary>Reads <c>SearchTagsRequest</c>.</summary>
    /// <exception cref="OtlpFormatException">The message is malformed.</exception>
    public static StreamingRequest ReadTags(ReadOnlySpan<byte> message)
    {
        var request = new StreamingRequest();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.LengthDelimited):
                    request.Set("scope", reader.ReadBytes());
                    break;
                case (2, WireType.LengthDelimited):
                    request.Set("q", reader.ReadBytes());
                    break;
                case (3, WireType.Varint):
                    request.Set("start", reader.ReadVarint());
                    break;
                case (4, WireType.Varint):
                    request.Set("end", reader.ReadVarint());
                    break;
                case (5, WireType.Varint):
                    request.Set("limit", reader.ReadVarint());
                    break;
                case (6, WireType.Varint):
                    request.Set("maxStaleValues", reader.ReadVarint());
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return request;
    }

    /// <summary>Reads <c>SearchTagValuesRequest</c>.</summary>
    /// <exception cref="OtlpFormatException">The message is malformed.</exception>
    public static StreamingRequest ReadTagValues(ReadOnlySpan<byte> message)
    {
        var request = new StreamingRequest();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.LengthDelimited):
                    request.TagName = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case (2, WireType.LengthDelimited):
                    request.Set("q", reader.ReadBytes());
                    break;
                case (4, WireType.Varint):
                    request.Set("start", reader.ReadVarint());
                    break;
                case (5, WireType.Varint):
                    request.Set("end", reader.ReadVarint());
                    break;
                case (6, WireType.Varint):
                    request.Set("limit", reader.ReadVarint());
                    break;
                case (7, WireType.Varint):
                    request.Set("maxStaleValues", reader.ReadVarint());
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return request;
    }

    /// <summary>Reads <c>QueryRangeRequest</c>, or <c>QueryInstantRequest</c>, whose fields are the first three of the same.</summary>
    /// <exception cref="OtlpFormatException">The message is malformed.</exception>
    public static StreamingRequest ReadMetrics(ReadOnlySpan<byte> message)
    {
        var request = new StreamingRequest();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.LengthDelimited):
                    request.Set("q", reader.ReadBytes());
                    break;
                case (2, WireType.Varint):
                    request.SetNanoseconds("start", reader.ReadVarint());
                    break;
                case (3, WireType.Varint):
                    request.SetNanoseconds("end", reader.ReadVarint());
                    break;
                case (4, WireType.Varint):
                    request.SetStep(reader.ReadVarint());
                    break;
                case (16, WireType.Varint):
                    request.Set("exemplars", reader.ReadVarint());
                    break;
                case (17, WireType.Varint):
                    request.Set("maxSeries", reader.ReadVarint());
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return request;
    }

    private void AddTag(ReadOnlySpan<byte> entry)
    {
        string key = "", value = "";
        var reader = new ProtoReader(entry);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireType.LengthDelimited)
                key = Encoding.UTF8.GetString(reader.ReadBytes());
            else if (field == 2 && wireType == WireType.LengthDelimited)
                value = Encoding.UTF8.GetString(reader.ReadBytes());
            else
                reader.Skip(field, wireType);
        }

        (_tags ??= []).Add(new(key, value));
    }

    private void Set(string name, ReadOnlySpan<byte> text) => _parameters[name] = Encoding.UTF8.GetString(text);

    /// <summary>Sets a number of 32 bits.</summary>
    private void Set(string name, ulong value, string unit = "") =>
        _parameters[name] = (uint)value == 0 ? "" : ((uint)value).ToString(CultureInfo.InvariantCulture) + unit;

    /// <summary>Sets a time; as many digits as it can have, because few would be taken for seconds.</summary>
    private void SetNanoseconds(string name, ulong value) =>
        _parameters[name] = value == 0 ? "" : value.ToString("D20", CultureInfo.InvariantCulture);

    private void SetStep(ulong value) =>
        _parameters["step"] = value == 0 ? "" : value.ToString(CultureInfo.InvariantCulture) + "ns";
}
