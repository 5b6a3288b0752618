using System.Text.Json;

namespace ReifyDb.Engine;

/// <summary>Values for a statement's parameters: by position, or by name without its sign.</summary>
internal sealed class Parameters
{
    private static readonly IReadOnlyDictionary<string, object?> NoNames = new Dictionary<string, object?>();

    private Parameters(IReadOnlyList<object?> byPosition, IReadOnlyDictionary<string, object?> byName)
    {
        ByPosition = byPosition;
        ByName = byName;
    }

    public static Parameters None { get; } = new([], NoNames);

    public IReadOnlyList<object?> ByPosition { get; }

    public IReadOnlyDictionary<string, object?> ByName { get; }

    public static Parameters Of(params object?[] values) => new(values, NoNames);

    /// <summary>Those with one of these names.</summary>
    public Parameters Only(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return new(ByPosition, ByName.Where(pair => wanted.Contains(pair.Key)).ToDictionary());
    }

    /// <summary>Reads an array or an object.</summary>
    /// <exception cref="DatabaseException">It is neither, or a value has no type in SQL.</exception>
    public static Parameters Read(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return None;
            case JsonValueKind.Array:
                return new([.. json.EnumerateArray().Select(static (value, index) => SqlValues.Read(value, $"params[{index}]"))], NoNames);
            case JsonValueKind.Object:
                var names = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                    names[member.Name.TrimStart(':', '@', '$')] = SqlValues.Read(member.Value, $"params.{Errors.Quoted(member.Name)}");
                return new([], names);
            default:
                throw new DatabaseException(ErrorCode.BadRequest, "params must be an array of values or an object of them by name.");
        }
    }
}
