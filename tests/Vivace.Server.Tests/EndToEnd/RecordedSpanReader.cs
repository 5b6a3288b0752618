using System.Text;
using Google.Protobuf;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>Reads requests with a library's protobuf reader and field numbers written out, so that it shares no code, and no mistake,
/// with the server.</summary>
internal static class RecordedSpanReader
{
    private static readonly Dictionary<string, RecordedValue> None = [];

    public static IEnumerable<RecordedSpan> Read(byte[] request) =>
        from resourceSpans in Fields(request)
        where resourceSpans.Number == 1
        from span in ReadResourceSpans(resourceSpans.Bytes)
        select span;

    private static IEnumerable<RecordedSpan> ReadResourceSpans(byte[] message)
    {
        var fields = Fields(message).ToList();
        var resource = fields.Where(field => field.Number == 1).Select(field => Attributes(Fields(field.Bytes), 1)).SingleOrDefault(None);
        foreach (var scopeSpans in fields.Where(field => field.Number == 2))
        {
            var inScope = Fields(scopeSpans.Bytes).ToList();
            var scope = inScope.Where(field => field.Number == 1).Select(field => Text(Fields(field.Bytes), 1)).SingleOrDefault("");
            foreach (var span in inScope.Where(field => field.Number == 2))
                yield return ReadSpan(span.Bytes, resource, scope);
        }
    }

    private static RecordedSpan ReadSpan(byte[] message, Dictionary<string, RecordedValue> resource, string scope)
    {
        var fields = Fields(message).ToList();
        return new RecordedSpan
        {
            TraceId = Convert.ToHexStringLower(fields.Single(field => field.Number == 1).Bytes),
            HasParent = fields.Any(field => field.Number == 4 && field.Bytes.Length > 0),
            Name = Text(fields, 5),
            Kind = (int)Number(fields, 6),
            StartUnixNanoseconds = Number(fields, 7),
            EndUnixNanoseconds = Number(fields, 8),
            StatusCode = fields.Where(field => field.Number == 15).Select(field => (int)Number(Fields(field.Bytes), 3)).SingleOrDefault(),
            Scope = scope,
            Resource = resource,
            Attributes = Attributes(fields, 9),
            Events = [.. fields.Where(field => field.Number == 11).Select(field => ReadEvent([.. Fields(field.Bytes)]))],
        };
    }

    private static RecordedEvent ReadEvent(List<Field> fields) => new(Text(fields, 2), Attributes(fields, 3));

    private static Dictionary<string, RecordedValue> Attributes(IEnumerable<Field> fields, int number) => fields
        .Where(field => field.Number == number)
        .Select(field => Fields(field.Bytes).ToList())
        .ToDictionary(
            pair => Encoding.UTF8.GetString(pair.Single(field => field.Number == 1).Bytes),
            pair => pair.Where(field => field.Number == 2).Select(field => Value(field.Bytes)).SingleOrDefault());

    private static RecordedValue Value(byte[] message) => new(Fields(message).Select(field => field.Number switch
    {
        1 => Encoding.UTF8.GetString(field.Bytes),
        2 => field.Number64 != 0,
        3 => (long)field.Number64,
        4 => BitConverter.UInt64BitsToDouble(field.Number64),
        _ => (object?)null,
    }).SingleOrDefault());

    private static string Text(IEnumerable<Field> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Bytes)).SingleOrDefault("");

    private static ulong Number(IEnumerable<Field> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => field.Number64).SingleOrDefault();

    private static IEnumerable<Field> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
            yield return WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => new Field(WireFormat.GetTagFieldNumber(tag), input.ReadUInt64(), []),
                WireFormat.WireType.Fixed64 => new Field(WireFormat.GetTagFieldNumber(tag), input.ReadFixed64(), []),
                WireFormat.WireType.Fixed32 => new Field(WireFormat.GetTagFieldNumber(tag), input.ReadFixed32(), []),
                WireFormat.WireType.LengthDelimited => new Field(WireFormat.GetTagFieldNumber(tag), 0, input.ReadBytes().ToByteArray()),
                var other => throw new InvalidDataException($"a recording has no fields of wire type {other}"),
            };
    }

    private readonly record struct Field(int Number, ulong Number64, byte[] Bytes);
}
