using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Storage.RowGroups;

/// <summary>One distinct instrumentation scope of a row group.</summary>
/// <param name="HasMessage">False when <c>ScopeSpans</c> came without an <c>InstrumentationScope</c>.</param>
/// <param name="Message">The OTLP <c>InstrumentationScope</c> message as sent.</param>
/// <param name="SchemaUrl">UTF-8.</param>
public sealed record ScopeEntry(bool HasMessage, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> SchemaUrl)
{
    private RawAttribute[]? _attributes;

    /// <summary>The scope's attributes in the order sent.</summary>
    public IReadOnlyList<RawAttribute> Attributes =>
        _attributes ??= RawAttribute.ReadAll(Message.Span, OtlpFields.Scope.Attributes);

    /// <summary>The scope's name; empty when there is none.</summary>
    public string Name => field ??= ReadText(OtlpFields.Scope.Name);

    /// <summary>The scope's version; empty when there is none.</summary>
    public string Version => field ??= ReadText(OtlpFields.Scope.Version);

    private string ReadText(int wanted)
    {
        var text = string.Empty;
        var reader = new ProtoReader(Message.Span);
        while (reader.TryReadTag(out var number, out var wireType))
        {
            if (number == wanted && wireType == WireType.LengthDelimited)
                text = Encoding.UTF8.GetString(reader.ReadBytes());
            else
                reader.Skip(number, wireType);
        }

        return text;
    }
}
