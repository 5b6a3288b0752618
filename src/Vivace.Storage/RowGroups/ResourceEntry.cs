namespace Vivace.Storage.RowGroups;

/// <summary>One distinct resource of a row group.</summary>
/// <param name="HasMessage">False when <c>ResourceSpans</c> came without a <c>Resource</c>.</param>
/// <param name="Message">The OTLP <c>Resource</c> message as sent.</param>
/// <param name="SchemaUrl">UTF-8.</param>
public sealed record ResourceEntry(bool HasMessage, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> SchemaUrl)
{
    private RawAttribute[]? _attributes;

    /// <summary>The resource's attributes in the order sent.</summary>
    public IReadOnlyList<RawAttribute> Attributes =>
        _attributes ??= RawAttribute.ReadAll(Message.Span, Otlp.OtlpFields.Resource.Attributes);

    /// <summary>Value of the text attribute <c>service.name</c>; empty when there is none.</summary>
    public string ServiceName => field ??= RawAttribute.FindText(Attributes, "service.name") ?? string.Empty;
}
