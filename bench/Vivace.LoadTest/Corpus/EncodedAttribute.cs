using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Corpus;

/// <summary>Attributes encoded once and copied into many spans, and keys whose values differ from span to span.</summary>
internal static class EncodedAttribute
{
    /// <summary>A whole <c>Span.attributes</c> entry with a string value.</summary>
    public static byte[] Of(string key, string value) => Encode(
        Encoding.UTF8.GetBytes(key), writer => writer.WriteString(OtlpFields.AnyValue.String, value));

    /// <summary>A whole <c>Span.attributes</c> entry with an integer value.</summary>
    public static byte[] Of(string key, long value) => Encode(
        Encoding.UTF8.GetBytes(key), writer => writer.WriteVarint(OtlpFields.AnyValue.Int, (ulong)value));

    /// <summary>A whole <c>Span.attributes</c> entry with a boolean value.</summary>
    public static byte[] Of(string key, bool value) => Encode(
        Encoding.UTF8.GetBytes(key), writer => writer.WriteVarint(OtlpFields.AnyValue.Bool, value ? 1UL : 0));

    public static void Write(ProtoWriter writer, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int field = OtlpFields.Span.Attributes)
    {
        var attribute = writer.BeginMessage(field);
        writer.WriteBytes(OtlpFields.KeyValue.Key, key);
        var any = writer.BeginMessage(OtlpFields.KeyValue.Value);
        writer.WriteBytes(OtlpFields.AnyValue.String, value);
        writer.EndMessage(any);
        writer.EndMessage(attribute);
    }

    public static void Write(ProtoWriter writer, ReadOnlySpan<byte> key, long value, int field = OtlpFields.Span.Attributes)
    {
        var attribute = writer.BeginMessage(field);
        writer.WriteBytes(OtlpFields.KeyValue.Key, key);
        var any = writer.BeginMessage(OtlpFields.KeyValue.Value);
        writer.WriteVarint(OtlpFields.AnyValue.Int, (ulong)value);
        writer.EndMessage(any);
        writer.EndMessage(attribute);
    }

    public static void Write(ProtoWriter writer, ReadOnlySpan<byte> key, double value)
    {
        var attribute = writer.BeginMessage(OtlpFields.Span.Attributes);
        writer.WriteBytes(OtlpFields.KeyValue.Key, key);
        var any = writer.BeginMessage(OtlpFields.KeyValue.Value);
        writer.WriteDouble(OtlpFields.AnyValue.Double, value);
        writer.EndMessage(any);
        writer.EndMessage(attribute);
    }

    private static byte[] Encode(byte[] key, Action<ProtoWriter> writeValue)
    {
        using var writer = new ProtoWriter();
        var attribute = writer.BeginMessage(OtlpFields.Span.Attributes);
        writer.WriteBytes(OtlpFields.KeyValue.Key, key);
        var any = writer.BeginMessage(OtlpFields.KeyValue.Value);
        writeValue(writer);
        writer.EndMessage(any);
        writer.EndMessage(attribute);
        return writer.Written.ToArray();
    }
}
