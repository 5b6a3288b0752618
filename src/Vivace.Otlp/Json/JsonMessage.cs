namespace Vivace.Otlp.Json;

/// <summary>The fields of one message.</summary>
internal sealed class JsonMessage
{
    /// <summary>Field numbers go from 1 to this; wide enough for <c>Span</c>.</summary>
    public const int MaxFieldNumber = 16;

    private readonly JsonField?[] _byNumber = new JsonField?[MaxFieldNumber + 1];
    private JsonField[] _fields = [];

    /// <summary>In order of their numbers.</summary>
    public ReadOnlySpan<JsonField> Fields => _fields;

    /// <summary>Adds the fields, once; apart from the constructor because values may hold values.</summary>
    public void Define(params JsonField[] fields)
    {
        _fields = fields;
        foreach (var field in fields)
            _byNumber[field.Number] = field;
    }

    public JsonField? Find(int number) => (uint)number <= MaxFieldNumber ? _byNumber[number] : null;

    /// <summary>Finds a field by its member name in either spelling.</summary>
    public JsonField? Find(ReadOnlySpan<byte> name)
    {
        foreach (var field in _fields)
        {
            if (name.SequenceEqual(field.CamelName) || name.SequenceEqual(field.SnakeName))
                return field;
        }

        return null;
    }
}
