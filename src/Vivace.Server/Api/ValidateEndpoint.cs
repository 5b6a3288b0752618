using Vivace.Store;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/validate</c>: what is wrong with a query and where, without running it.</summary>
internal sealed class ValidateEndpoint(QueryApiOptions options)
{
    /// <summary>Answers. A wrong query is a good answer; only parameters can be refused.</summary>
    public ApiAnswer Answer(ApiRequest request)
    {
        var parameters = request.Parameters;
        var text = parameters.Text("q") ?? "";
        request.Expression = text;
        var circumstances = ReadCircumstances(parameters);
        _ = QueryText.HasAllowedSize(text, parameters, options);
        if (parameters.Error is { } refused)
            return ApiAnswer.BadRequest(refused);

        var parsed = TraceQLParser.Parse(text);
        var errors = QueryFixes.AddTo(text, parsed.Query is { } query ? TraceQLChecker.Check(query) : parsed.Diagnostics);
        var warnings = parsed.Query is null ? [] : QueryHints.Check(parsed.Query);
        var hints = parsed.Query is null || errors.Count > 0 ? [] : QueryAdvice.Check(parsed.Query, circumstances);

        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("valid"u8);
        json.Boolean(errors.Count == 0);
        if (parsed.Query is { } read)
        {
            json.Name("kind"u8);
            json.String(read.Root is MetricsRoot ? "metrics" : "search");
        }

        json.Name("diagnostics"u8);
        json.BeginArray();
        foreach (var error in errors)
            Write(json, error, "error", text);
        foreach (var warning in warnings)
            Write(json, warning, "warning", text);
        foreach (var hint in hints)
            Write(json, hint, "hint", text);
        json.EndArray();
        if (parsed.Query is { } printable)
        {
            json.Name("canonical"u8);
            json.String(TraceQLPrinter.Print(printable));
        }

        json.EndObject();
        return ApiAnswer.Json(buffer).With(0, errors.Count + warnings.Count + hints.Count, isPartial: false);
    }

    private static QueryCircumstances ReadCircumstances(QueryParameters parameters)
    {
        var start = parameters.Unsigned("start");
        var end = parameters.Unsigned("end");
        if (start is null || end is null || end <= start)
            return default;
        var length = (ulong)(end.Value - start.Value) * 1_000_000_000;
        return new QueryCircumstances(length, parameters.Text("step") is null ? MetricsWindow.DefaultStep(length) : null);
    }

    private static void Write(TempoJsonWriter json, Diagnostic diagnostic, string severity, string text)
    {
        json.BeginObject();
        json.Name("severity"u8);
        json.String(severity);
        json.Name("message"u8);
        json.String(diagnostic.Message);
        if (diagnostic.Hint is { } hint)
        {
            json.Name("hint"u8);
            json.String(hint);
        }

        json.Name("start"u8);
        json.Number((uint)diagnostic.Range.Start);
        json.Name("length"u8);
        json.Number((uint)diagnostic.Range.Length);
        json.Name("line"u8);
        json.Number((uint)diagnostic.Line);
        json.Name("column"u8);
        json.Number((uint)diagnostic.Column);
        if (diagnostic.Kind == DiagnosticKind.Syntax)
        {
            json.Name("expected"u8);
            json.BeginArray();
            foreach (var expected in TraceQLCompletion.ExpectedAt(text, diagnostic.Range.Start))
                json.String(expected);
            json.EndArray();
        }

        if (diagnostic.Fixes.Count > 0)
            WriteFixes(json, diagnostic.Fixes);
        json.EndObject();
    }

    private static void WriteFixes(TempoJsonWriter json, IReadOnlyList<QueryFix> fixes)
    {
        json.Name("fixes"u8);
        json.BeginArray();
        foreach (var fix in fixes)
        {
            json.BeginObject();
            json.Name("title"u8);
            json.String(fix.Title);
            json.Name("start"u8);
            json.Number((uint)fix.Range.Start);
            json.Name("length"u8);
            json.Number((uint)fix.Range.Length);
            json.Name("text"u8);
            json.String(fix.Replacement);
            json.EndObject();
        }

        json.EndArray();
    }
}
