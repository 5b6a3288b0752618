using System.Buffers;
using System.Runtime.InteropServices;
using Vivace.Otlp.Wire;

namespace Vivace.Otlp.Json;

/// <summary>Writes protobuf messages as JSON: members in order of their field numbers, zero values left out, unknown fields
/// left out.</summary>
/// <remarks>A message's fields may come in any order and a list's elements apart from each other, while JSON wants a list in
/// one place. So each message is looked over once for where its fields begin and end; a message in order, as nearly all
/// are, is then read once more, and only a scrambled one several times.</remarks>
internal ref struct OtlpJsonWriter
{
    /// <summary>Messages may nest this deep: values as deep as ingest lets in, each taking up to three messages.</summary>
    private const int MaxDepth = 250;

    private readonly bool _hexIds;
    private JsonOutput _output;

    /// <summary>Creates a writer.</summary>
    /// <param name="output">Receives the text.</param>
    /// <param name="hexIds">Ids in hexadecimal and enums as numbers, as OTLP/JSON wants them; else base64 and names.</param>
    private OtlpJsonWriter(JsonOutput output, bool hexIds)
    {
        _output = output;
        _hexIds = hexIds;
    }

    /// <summary>Writes one message as an object.</summary>
    /// <param name="message">The protobuf.</param>
    /// <param name="schema">Its definition.</param>
    /// <param name="output">Receives the text; not flushed.</param>
    /// <param name="hexIds">Ids in hexadecimal and enums as numbers, as OTLP/JSON wants them; else base64 and names.</param>
    /// <exception cref="OtlpFormatException">The message is malformed.</exception>
    public static void Write(ReadOnlySpan<byte> message, JsonMessage schema, ref JsonOutput output, bool hexIds)
    {
        var writer = new OtlpJsonWriter(output, hexIds);
        writer.Message(message, schema, 0);
        output = writer._output;
    }

    private void Message(ReadOnlySpan<byte> message, JsonMessage schema, int depth)
    {
        if (depth > MaxDepth)
            throw new OtlpFormatException($"messages nest deeper than {MaxDepth}");

        Span<Extent> extents = stackalloc Extent[JsonMessage.MaxFieldNumber + 1];
        extents.Clear();
        var alternative = FindExtents(message, schema, extents);

        _output.StartObject();
        foreach (var field in schema.Fields)
        {
            var extent = extents[field.Number];
            if (extent.EndExclusive == 0 || (field.IsAlternative && field.Number != alternative))
            {
                if (field.TempoWritesEmpty && !_hexIds)
                    EmptyObject(field);
                continue;
            }

            var fields = new ProtoReader(message[extent.Start..extent.EndExclusive]);
            if (field.IsRepeated)
                Repeated(fields, field, depth);
            else if (field.Kind == JsonKind.Message)
                Single(fields, field, depth);
            else
                Scalar(fields, field);
        }

        _output.EndObject();
    }

    /// <summary>Finds where each known field first begins and last ends.</summary>
    /// <returns>The number of the last alternative set; 0 when none is.</returns>
    private static int FindExtents(ReadOnlySpan<byte> message, JsonMessage schema, Span<Extent> extents)
    {
        var alternative = 0;
        var reader = new ProtoReader(message);
        for (var start = 0; reader.TryReadTag(out var number, out var wireType); start = reader.Position)
        {
            reader.Skip(number, wireType);
            if (schema.Find(number) is not { } field || field.WireType != wireType)
                continue;

            ref var extent = ref extents[number];
            if (extent.EndExclusive == 0)
                extent.Start = start;
            extent.EndExclusive = reader.Position;
            if (field.IsAlternative)
                alternative = number;
        }

        return alternative;
    }

    private void EmptyObject(JsonField field)
    {
        _output.Member(field.MemberStart);
        _output.StartObject();
        _output.EndObject();
    }

    private void Repeated(ProtoReader fields, JsonField field, int depth)
    {
        _output.Member(field.MemberStart);
        _output.StartArray();
        while (Next(ref fields, field))
            Message(fields.ReadBytes(), field.Message!, depth + 1);
        _output.EndArray();
    }

    private void Single(ProtoReader fields, JsonField field, int depth)
    {
        Next(ref fields, field);
        var message = fields.ReadBytes();
        if (Next(ref fields, field))
            message = Merged(message, fields, field);

        _output.Member(field.MemberStart);
        Message(message, field.Message!, depth + 1);
    }

    /// <summary>Protobuf merges a message that occurs more than once; joining the bytes is that.</summary>
    /// <param name="first">The first occurrence.</param>
    /// <param name="fields">At the second occurrence's length.</param>
    /// <param name="field">The field.</param>
    private static ReadOnlySpan<byte> Merged(ReadOnlySpan<byte> first, ProtoReader fields, JsonField field)
    {
        var merged = new ArrayBufferWriter<byte>();
        merged.Write(first);
        do
            merged.Write(fields.ReadBytes());
        while (Next(ref fields, field));
        return merged.WrittenSpan;
    }

    private void Scalar(ProtoReader fields, JsonField field)
    {
        ulong number = 0;
        ReadOnlySpan<byte> bytes = default;
        while (Next(ref fields, field)) // the last one counts
        {
            switch (field.WireType)
            {
                case WireType.Varint:
                    number = fields.ReadVarint();
                    break;
                case WireType.Fixed64:
                    number = fields.ReadFixed64();
                    break;
                case WireType.Fixed32:
                    number = fields.ReadFixed32();
                    break;
                default:
                    bytes = fields.ReadBytes();
                    break;
            }
        }

        if (field.Kind is JsonKind.UInt32 or JsonKind.Enum)
            number = (uint)number;
        if (number == 0 && bytes.IsEmpty && !field.IsAlternative)
            return;

        _output.Member(field.MemberStart);
        switch (field.Kind)
        {
            case JsonKind.Text:
                _output.Text(bytes);
                break;
            case JsonKind.Id when _hexIds:
                _output.HexText(bytes);
                break;
            case JsonKind.Id or JsonKind.Bytes:
                _output.Base64Text(bytes);
                break;
            case JsonKind.Bool:
                _output.Bool(number != 0);
                break;
            case JsonKind.Enum when !_hexIds && number < (uint)field.EnumNames.Length:
                _output.Text(field.EnumNames[number]);
                break;
            case JsonKind.Enum:
                _output.Number((int)number);
                break;
            case JsonKind.Int64:
                _output.QuotedNumber((long)number);
                break;
            case JsonKind.Fixed64:
                _output.QuotedNumber(number);
                break;
            case JsonKind.Double:
                _output.Double(BitConverter.UInt64BitsToDouble(number));
                break;
            default:
                _output.Number((long)number);
                break;
        }
    }

    private static bool Next(ref ProtoReader fields, JsonField field)
    {
        while (fields.TryReadTag(out var number, out var wireType))
        {
            if (number == field.Number && wireType == field.WireType)
                return true;
            fields.Skip(number, wireType);
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Extent
    {
        public int Start;
        public int EndExclusive;
    }
}
