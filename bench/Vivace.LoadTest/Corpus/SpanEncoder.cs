using System.Buffers.Binary;
using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Corpus;

/// <summary>Writes the spans of a <see cref="TraceShape"/> as OTLP and notes in <see cref="CorpusFacts"/> what is in them.</summary>
internal sealed class SpanEncoder(CorpusRandom random, CorpusFacts facts)
{
    private const int ErrorEvery = 7;
    private const int EventEvery = 4;
    private const int StatusCodeError = 2;
    private const uint SampledFlags = 0x101; // sampled; the parent is known not to be remote

    private static readonly byte[][] MethodAttributes = All(CorpusVocabulary.Methods, v => EncodedAttribute.Of("http.request.method", v));
    private static readonly byte[][] RouteAttributes = All(CorpusVocabulary.Routes, v => EncodedAttribute.Of("http.route", v));
    private static readonly byte[][] AgentAttributes = All(CorpusVocabulary.UserAgents, v => EncodedAttribute.Of("user_agent.original", v));
    private static readonly byte[][] GoodAttributes = All(CorpusVocabulary.GoodStatuses, v => EncodedAttribute.Of("http.response.status_code", v));
    private static readonly byte[][] BadAttributes = All(CorpusVocabulary.BadStatuses, v => EncodedAttribute.Of("http.response.status_code", v));
    private static readonly byte[][] OperationAttributes = All(CorpusVocabulary.Operations, v => EncodedAttribute.Of("db.operation.name", v));
    private static readonly byte[][] TableAttributes = All(CorpusVocabulary.Tables, v => EncodedAttribute.Of("db.collection.name", v));
    private static readonly byte[][] FunctionAttributes = All(CorpusVocabulary.Functions, v => EncodedAttribute.Of("code.function.name", v));
    private static readonly byte[][] CacheAttributes = [EncodedAttribute.Of("app.cache.hit", false), EncodedAttribute.Of("app.cache.hit", true)];
    private static readonly byte[] SchemeAttribute = EncodedAttribute.Of("url.scheme", "https");
    private static readonly byte[] PortAttribute = EncodedAttribute.Of("server.port", 443);
    private static readonly byte[] SystemAttribute = EncodedAttribute.Of("db.system.name", "postgresql");
    private static readonly byte[] NamespaceAttribute = EncodedAttribute.Of("db.namespace", "shop");

    private static readonly byte[][] ServerNames = All(
        CorpusVocabulary.Routes.Zip(CorpusVocabulary.Methods, (route, method) => $"{method} {route}"), Encoding.UTF8.GetBytes);

    private static readonly byte[][] MethodNames = All(CorpusVocabulary.Methods, Encoding.UTF8.GetBytes);
    private static readonly byte[][] FunctionNames = All(CorpusVocabulary.Functions, Encoding.UTF8.GetBytes);
    private static readonly byte[][] RouteNames = All(CorpusVocabulary.Routes, Encoding.UTF8.GetBytes);
    private static readonly byte[][] TableNames = All(CorpusVocabulary.Tables, Encoding.UTF8.GetBytes);
    private static readonly byte[][] OperationNames = All(CorpusVocabulary.Operations, Encoding.UTF8.GetBytes);

    private static readonly byte[][] StatementHeads = All(CorpusVocabulary.StatementHeads, Encoding.UTF8.GetBytes);
    private static readonly byte[][] StatementMiddles = All(CorpusVocabulary.StatementMiddles, Encoding.UTF8.GetBytes);

    private readonly byte[] _traceId = new byte[16];
    private TraceShape _trace = new();
    private long _httpSpans;
    private long _internalSpans;
    private bool _traceHasUser777;
    private bool _traceHasStatement4242;
    private ulong _traceErrorNanoseconds;
    private ulong _traceErrors;

    /// <summary>Starts a trace; its spans follow in any order.</summary>
    public void BeginTrace(TraceShape trace)
    {
        _trace = trace;
        BinaryPrimitives.WriteUInt64BigEndian(_traceId, trace.TraceIdHigh);
        BinaryPrimitives.WriteUInt64BigEndian(_traceId.AsSpan(8), trace.TraceIdLow);
        _traceHasUser777 = false;
        _traceHasStatement4242 = false;
        _traceErrorNanoseconds = 0;
        _traceErrors = 0;
    }

    /// <summary>Ends the trace and adds it to the facts.</summary>
    public void EndTrace()
    {
        facts.TraceIds.Add([.. _traceId]);
        facts.TraceSpanCounts.Add(_trace.SpanCount);
        facts.TracesOfUser777 += _traceHasUser777 ? 1 : 0;
        facts.TracesWithStatement4242 += _traceHasStatement4242 ? 1 : 0;
        facts.TracesWithSlowErrors += _traceErrors > 0 && _traceErrorNanoseconds > 200_000_000 * _traceErrors ? 1 : 0;
        facts.FirstUnixNanoseconds = Math.Min(facts.FirstUnixNanoseconds, _trace.StartUnixNanoseconds[0]);
        facts.LastUnixNanoseconds = Math.Max(
            facts.LastUnixNanoseconds, _trace.StartUnixNanoseconds[0] + _trace.DurationNanoseconds[0]);
    }

    /// <summary>Writes one span as field <c>ScopeSpans.spans</c>.</summary>
    public void Write(ProtoWriter writer, int index)
    {
        facts.Spans++;
        var span = writer.BeginMessage(OtlpFields.ScopeSpans.Spans);
        writer.WriteBytes(OtlpFields.Span.TraceId, _traceId);
        WriteId(writer, OtlpFields.Span.SpanId, _trace.SpanId[index]);
        if (_trace.Parent[index] >= 0)
            WriteId(writer, OtlpFields.Span.ParentSpanId, _trace.SpanId[_trace.Parent[index]]);
        switch (_trace.Role[index])
        {
            case SpanRole.Database:
                WriteDatabase(writer, index);
                break;
            case SpanRole.Internal:
                WriteInternal(writer, index);
                break;
            default:
                WriteHttp(writer, index);
                break;
        }

        writer.WriteFixed32(OtlpFields.Span.Flags, SampledFlags);
        writer.EndMessage(span);
    }

    private void WriteHttp(ProtoWriter writer, int index)
    {
        var isServer = _trace.Role[index] == SpanRole.HttpServer;
        var route = random.Below(CorpusVocabulary.RouteCount);
        var failed = ++_httpSpans % ErrorEvery == 0;
        var status = random.Below(failed ? BadAttributes.Length : GoodAttributes.Length);
        var user = random.Below(CorpusVocabulary.UserCount);
        facts.SeeUser(user);
        facts.Attributes += 9;
        facts.ServerSpans += isServer ? 1 : 0;
        _traceHasUser777 |= user == 777;

        WriteHead(writer, index, isServer ? ServerNames[route] : MethodNames[route], kind: isServer ? 2UL : 3);
        writer.WriteRaw(MethodAttributes[route]);
        writer.WriteRaw(RouteAttributes[route]);
        writer.WriteRaw((failed ? BadAttributes : GoodAttributes)[status]);
        WriteUrl(writer, route);
        writer.WriteRaw(AgentAttributes[random.Below(AgentAttributes.Length)]);
        WriteClientAddress(writer);
        Span<byte> buffer = stackalloc byte[32];
        var line = new Utf8Line(buffer);
        line.Add("user-"u8);
        line.Add(user);
        EncodedAttribute.Write(writer, "enduser.id"u8, line.Written);
        writer.WriteRaw(SchemeAttribute);
        writer.WriteRaw(PortAttribute);
        if (failed)
            WriteFailure(writer, index, serverFault: CorpusVocabulary.BadStatuses[status] >= 500);
    }

    private void WriteUrl(ProtoWriter writer, int route)
    {
        Span<byte> buffer = stackalloc byte[128];
        var line = new Utf8Line(buffer);
        line.Add("https://shop.example"u8);
        line.Add(RouteNames[route]);
        line.Add("?s="u8);
        line.AddHex(random.Next());
        EncodedAttribute.Write(writer, "url.full"u8, line.Written);
    }

    private void WriteClientAddress(ProtoWriter writer)
    {
        Span<byte> buffer = stackalloc byte[32];
        var line = new Utf8Line(buffer);
        var address = random.Below(1 << 16);
        line.Add("10.42."u8);
        line.Add(address >> 8);
        line.Add("."u8);
        line.Add(address & 0xFF);
        EncodedAttribute.Write(writer, "client.address"u8, line.Written);
    }

    private void WriteFailure(ProtoWriter writer, int index, bool serverFault)
    {
        facts.ErrorSpans++;
        _traceErrors++;
        _traceErrorNanoseconds += _trace.DurationNanoseconds[index];
        if (serverFault)
        {
            var exception = writer.BeginMessage(OtlpFields.Span.Events);
            writer.WriteFixed64(
                OtlpFields.Event.TimeUnixNano, _trace.StartUnixNanoseconds[index] + _trace.DurationNanoseconds[index] / 8 * 7);
            writer.WriteBytes(OtlpFields.Event.Name, "exception"u8);
            EncodedAttribute.Write(writer, "exception.type"u8, "System.TimeoutException"u8, OtlpFields.Event.Attributes);
            EncodedAttribute.Write(
                writer, "exception.message"u8, "The upstream service did not answer in time."u8, OtlpFields.Event.Attributes);
            EncodedAttribute.Write(writer, "exception.stacktrace"u8, StackTrace, OtlpFields.Event.Attributes);
            writer.EndMessage(exception);
        }

        var status = writer.BeginMessage(OtlpFields.Span.Status);
        writer.WriteVarint(OtlpFields.Status.Code, StatusCodeError);
        writer.EndMessage(status);
    }

    private void WriteDatabase(ProtoWriter writer, int index)
    {
        var operation = random.Below(CorpusVocabulary.Operations.Length);
        var table = random.Below(CorpusVocabulary.TableCount);
        var row = random.Below(CorpusVocabulary.RowIdLimit);
        var version = random.Below(CorpusVocabulary.RowIdLimit);
        facts.Attributes += 6;
        _traceHasStatement4242 |= StartsWith4242(row);

        Span<byte> buffer = stackalloc byte[128];
        var name = new Utf8Line(buffer);
        name.Add(OperationNames[operation]);
        name.Add(" "u8);
        name.Add(TableNames[table]);
        WriteHead(writer, index, name.Written, kind: 3);
        writer.WriteRaw(SystemAttribute);
        writer.WriteRaw(NamespaceAttribute);
        writer.WriteRaw(OperationAttributes[operation]);
        writer.WriteRaw(TableAttributes[table]);
        var statement = new Utf8Line(buffer);
        statement.Add(StatementHeads[operation]);
        statement.Add(TableNames[table]);
        statement.Add(StatementMiddles[operation]);
        statement.Add(" WHERE id = "u8);
        statement.Add(row);
        statement.Add(" AND version < "u8);
        statement.Add(version);
        EncodedAttribute.Write(writer, "db.query.text"u8, statement.Written);
        EncodedAttribute.Write(writer, "app.db.cost"u8, random.Fraction());
    }

    private void WriteInternal(ProtoWriter writer, int index)
    {
        var function = random.Below(CorpusVocabulary.FunctionCount);
        facts.Attributes += 6;
        WriteHead(writer, index, FunctionNames[function], kind: 1);
        writer.WriteRaw(FunctionAttributes[function]);
        EncodedAttribute.Write(writer, "code.line.number"u8, 20 + function * 7);
        EncodedAttribute.Write(writer, "thread.id"u8, 1 + random.Below(32));
        EncodedAttribute.Write(writer, "app.items"u8, random.Below(100));
        EncodedAttribute.Write(writer, "app.retries"u8, random.Below(4));
        writer.WriteRaw(CacheAttributes[random.Below(2)]);
        if (++_internalSpans % EventEvery == 0)
        {
            var happened = writer.BeginMessage(OtlpFields.Span.Events);
            writer.WriteFixed64(
                OtlpFields.Event.TimeUnixNano,
                _trace.StartUnixNanoseconds[index] + random.Below(_trace.DurationNanoseconds[index] + 1));
            writer.WriteBytes(OtlpFields.Event.Name, "cache.refreshed"u8);
            EncodedAttribute.Write(writer, "app.entries"u8, random.Below(500), OtlpFields.Event.Attributes);
            writer.EndMessage(happened);
        }
    }

    private void WriteHead(ProtoWriter writer, int index, ReadOnlySpan<byte> name, ulong kind)
    {
        writer.WriteBytes(OtlpFields.Span.Name, name);
        writer.WriteVarint(OtlpFields.Span.Kind, kind);
        var start = _trace.StartUnixNanoseconds[index];
        writer.WriteFixed64(OtlpFields.Span.StartTimeUnixNano, start);
        writer.WriteFixed64(OtlpFields.Span.EndTimeUnixNano, start + _trace.DurationNanoseconds[index]);
    }

    private static ReadOnlySpan<byte> StackTrace =>
        """
        System.TimeoutException: The upstream service did not answer in time.
           at Shop.Http.UpstreamClient.SendAsync(UpstreamRequest request)
           at Shop.Http.Endpoint.InvokeAsync(HttpContext context)
        """u8;

    private static bool StartsWith4242(int number)
    {
        while (number > 4242)
            number /= 10;
        return number == 4242;
    }

    private static void WriteId(ProtoWriter writer, int field, ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        writer.WriteBytes(field, bytes);
    }

    private static byte[][] All<T>(IEnumerable<T> values, Func<T, byte[]> encode) => [.. values.Select(encode)];
}
