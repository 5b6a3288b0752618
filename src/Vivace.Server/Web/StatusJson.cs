using System.Text;
using Vivace.Server.Api;

namespace Vivace.Server.Web;

/// <summary>Writes nested objects of texts and numbers; braces close by themselves.</summary>
internal sealed class StatusJson(TempoJsonWriter json)
{
    /// <summary>Writes an object.</summary>
    /// <param name="name">Null at the top.</param>
    /// <param name="members">Writes its members.</param>
    public void Object(string? name, Action members)
    {
        if (name is not null)
            Name(name);
        json.BeginObject();
        members();
        json.EndObject();
    }

    /// <summary>Writes a list of objects.</summary>
    public void Objects<T>(string name, IEnumerable<T> values, Action<T> members)
    {
        Name(name);
        json.BeginArray();
        foreach (var value in values)
            Object(null, () => members(value));
        json.EndArray();
    }

    public void Text(string name, string value)
    {
        Name(name);
        json.String(value);
    }

    public void TextOrNull(string name, string? value)
    {
        Name(name);
        json.StringOrNull(value);
    }

    public void NumberOrNull(string name, double? value)
    {
        Name(name);
        if (value is { } known)
            json.Double(Rounded(known));
        else
            json.Null();
    }

    public void Texts(string name, IEnumerable<string> values)
    {
        Name(name);
        json.BeginArray();
        foreach (var value in values)
            json.String(value);
        json.EndArray();
    }

    public void Boolean(string name, bool value)
    {
        Name(name);
        json.Boolean(value);
    }

    public void Number(string name, double value)
    {
        Name(name);
        json.Double(Rounded(value));
    }

    public void Numbers(string name, IEnumerable<double> values)
    {
        Name(name);
        json.BeginArray();
        foreach (var value in values)
            json.Double(Rounded(value));
        json.EndArray();
    }

    // Thousandths are all that a person reads, and rates would have seventeen digits.
    private static double Rounded(double value) => Math.Round(value, 3);

    private void Name(string name) => json.Name(Encoding.UTF8.GetBytes(name));
}
