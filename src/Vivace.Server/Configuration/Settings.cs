using System.Diagnostics;

namespace Vivace.Server.Configuration;

/// <summary>All checked values of a run, from file and flags; what nobody wrote has the table's default.</summary>
internal sealed class Settings(KnownKeys keys)
{
    private readonly Dictionary<string, Setting> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigOrigin> _present = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>The table.</summary>
    public KnownKeys Keys { get; } = keys;

    /// <summary>Every value that somebody wrote.</summary>
    public IReadOnlyCollection<Setting> Written => _values.Values;

    /// <summary>The table's paths that were asked for; what is honoured must be among them.</summary>
    public IReadOnlySet<string> Asked => _asked;

    /// <summary>Keeps a value; a later one replaces an earlier one.</summary>
    public void Set(Setting setting) => _values[setting.Path] = setting;

    /// <summary>Keeps that a key was there, with or without content: <c>grpc:</c> alone turns a receiver on.</summary>
    public void MarkPresent(string parent, string name, ConfigOrigin origin)
    {
        if (!_present.TryAdd(Join(parent, name), origin))
            return;
        if (!_names.TryGetValue(parent, out var names))
            _names.Add(parent, names = []);
        names.Add(name);
    }

    /// <summary>The keys that were there below a path, in the order written; list elements as <c>[0]</c>.</summary>
    public IReadOnlyList<string> NamesUnder(string path) => _names.TryGetValue(path, out var names) ? names : [];

    /// <summary>Where a key was written, block or value; null when it was not.</summary>
    public ConfigOrigin? Origin(string path) =>
        _values.TryGetValue(path, out var setting) ? setting.Origin
        : _present.TryGetValue(path, out var origin) ? origin : null;

    /// <summary>The written value of a path; null when nobody wrote it.</summary>
    public Setting? Find(string path)
    {
        _asked.Add(path);
        return _values.GetValueOrDefault(path);
    }

    public string Text(string path, string? tablePath = null) => (string?)Value(path, tablePath) ?? "";

    public bool Boolean(string path, string? tablePath = null) => (bool?)Value(path, tablePath) ?? false;

    public long Integer(string path, string? tablePath = null) => (long?)Value(path, tablePath) ?? 0;

    public long? OptionalInteger(string path, string? tablePath = null) => (long?)Value(path, tablePath);

    public TimeSpan Duration(string path, string? tablePath = null) => OptionalDuration(path, tablePath) ?? TimeSpan.Zero;

    public TimeSpan? OptionalDuration(string path, string? tablePath = null) =>
        (long?)Value(path, tablePath) is { } nanoseconds ? ToTimeSpan(nanoseconds) : null;

    public double Number(string path, string? tablePath = null) => (double?)Value(path, tablePath) ?? 0;

    public IReadOnlyList<string> List(string path, string? tablePath = null) =>
        (IReadOnlyList<string>?)Value(path, tablePath) ?? [];

    /// <summary>Joins a path and a name; list elements have no dot.</summary>
    public static string Join(string parent, string name) =>
        parent.Length == 0 ? name : name is ['[', ..] ? parent + name : $"{parent}.{name}";

    /// <summary>Nanoseconds as a time span, whose step is 100 ns; what is not zero does not become zero.</summary>
    public static TimeSpan ToTimeSpan(long nanoseconds) =>
        new(nanoseconds is > 0 and < 100 ? 1 : nanoseconds / 100);

    private object? Value(string path, string? tablePath)
    {
        _asked.Add(tablePath ?? path);
        if (_values.TryGetValue(path, out var setting))
            return setting.Value;
        var key = Keys.Find(tablePath ?? path) ?? throw new UnreachableException($"{path} is not in the table of known keys");
        if (key.Default.Length == 0 || !key.Type.IsScalar)
            return null;
        return ScalarValue.Read(key.Type, key.Default, out var error)
            ?? throw new UnreachableException($"the default of {path} in the table of known keys is wrong: {error}");
    }
}
