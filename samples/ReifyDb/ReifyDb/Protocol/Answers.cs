using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReifyDb.Engine;
using ReifyDb.Subscriptions;

namespace ReifyDb.Protocol;

/// <summary>What clients get, as JSON. HTTP and WebSocket share the bodies; a WebSocket message has its id and type before them.</summary>
internal static class Answers
{
    // The content is JSON and never a part of a page: texts stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ArrayBufferWriter<byte> Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer;
    }

    public static void WriteQuery(Utf8JsonWriter json, ResultSet result, TimeSpan elapsed)
    {
        WriteRows(json, result);
        WriteEnd(json, elapsed);
    }

    public static void WriteCommand(Utf8JsonWriter json, CommandResult result, TimeSpan elapsed)
    {
        json.WriteNumber("affected_rows", result.AffectedRows);
        if (result.LastInsertRowId != 0)
            json.WriteNumber("last_insert_rowid", result.LastInsertRowId);
        json.WriteNumber("version", result.Version);
        if (result.Result.Columns.Count > 0)
            WriteRows(json, result.Result);
        json.WriteStartArray("views");
        foreach (var change in result.Changes)
        {
            json.WriteStartObject();
            json.WriteString("name", change.View);
            json.WriteNumber("inserted", change.Inserted.Count);
            json.WriteNumber("deleted", change.Deleted.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteEnd(json, elapsed);
    }

    public static void WriteError(Utf8JsonWriter json, DatabaseException error)
    {
        json.WriteStartObject("error");
        json.WriteString("code", error.Code.ToText());
        json.WriteNumber("status", error.Code.ToStatus());
        json.WriteString("message", error.Message);
        if (error.EngineCode != 0)
            json.WriteString("engine_code", Errors.EngineCodeName(error.EngineCode));
        WriteTraceId(json);
        json.WriteEndObject();
    }

    public static void WriteRows(Utf8JsonWriter json, ResultSet result)
    {
        WriteColumns(json, result.Columns);
        WriteRowArray(json, "rows", result.Rows);
        json.WriteNumber("row_count", result.Rows.Count);
    }

    public static void WriteChange(Utf8JsonWriter json, Subscription subscription, CommittedChange change)
    {
        json.WriteString("subscription", subscription.Id);
        json.WriteString("view", subscription.View);
        json.WriteNumber("version", change.Version);
        WriteColumns(json, change.Change.Columns);
        WriteRowArray(json, "inserted", change.Change.Inserted);
        WriteRowArray(json, "deleted", change.Change.Deleted);
        if (Activity.Current is { } push)
            json.WriteString("traceparent", push.Id);
        if (change.Commit != default)
            json.WriteString("commit_trace_id", change.Commit.TraceId.ToHexString());
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<ResultColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            if (!string.IsNullOrEmpty(column.DeclaredType))
                json.WriteString("type", column.DeclaredType);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRowArray(Utf8JsonWriter json, string name, IReadOnlyList<object?[]> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
            SqlValues.WriteRow(json, row);
        json.WriteEndArray();
    }

    private static void WriteEnd(Utf8JsonWriter json, TimeSpan elapsed)
    {
        json.WriteNumber("elapsed_ms", Math.Round(elapsed.TotalMilliseconds, 3));
        WriteTraceId(json);
    }

    /// <summary>So that a user finds the trace of what has just been slow or wrong. Left out where the trace is not kept.</summary>
    private static void WriteTraceId(Utf8JsonWriter json)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } activity)
            json.WriteString("trace_id", activity.TraceId.ToHexString());
    }
}
