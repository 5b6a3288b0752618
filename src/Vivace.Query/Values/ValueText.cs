using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vivace.Core;

namespace Vivace.Query.Values;

/// <summary>Turns values into what results show.</summary>
internal static class ValueText
{
    /// <summary>The value of a result's attribute; null for no value. Durations and keywords become texts.</summary>
    public static AttributeValue? ToAttribute(Value value) => value.Kind switch
    {
        ValueKind.Boolean => new AttributeValue.Boolean(value.Number != 0),
        ValueKind.Integer => new AttributeValue.Integer(value.Number),
        ValueKind.Real => new AttributeValue.Real(value.Real),
        ValueKind.Text => new AttributeValue.Text(Encoding.UTF8.GetString(value.Bytes)),
        ValueKind.Duration => new AttributeValue.Text(Duration(value.Number)),
        ValueKind.Status => new AttributeValue.Text(Status(value.Number)),
        ValueKind.Kind => new AttributeValue.Text(Kind(value.Number)),
        ValueKind.Array => ToArray(value),
        _ => null,
    };

    /// <summary>The keyword of a status; numbers outside of OTLP's list are named by number.</summary>
    public static string Status(long number) => number switch
    {
        (long)SpanStatus.Unset => "unset",
        (long)SpanStatus.Ok => "ok",
        (long)SpanStatus.Error => "error",
        _ => string.Create(CultureInfo.InvariantCulture, $"status({number})"),
    };

    /// <summary>The keyword of a kind; numbers outside of OTLP's list are named by number.</summary>
    public static string Kind(long number) => number switch
    {
        (long)SpanKind.Unspecified => "unspecified",
        (long)SpanKind.Internal => "internal",
        (long)SpanKind.Server => "server",
        (long)SpanKind.Client => "client",
        (long)SpanKind.Producer => "producer",
        (long)SpanKind.Consumer => "consumer",
        _ => string.Create(CultureInfo.InvariantCulture, $"kind({number})"),
    };

    /// <summary>A duration as Go prints it: <c>0s</c>, <c>200ms</c>, <c>1.5s</c>, <c>5m0s</c>, <c>48h0m0s</c>.</summary>
    public static string Duration(long nanoseconds)
    {
        var negative = nanoseconds < 0;
        var magnitude = negative ? unchecked((ulong)-nanoseconds) : (ulong)nanoseconds;
        var sign = negative ? "-" : string.Empty;
        switch (magnitude)
        {
            case 0:
                return "0s";
            case < 1_000:
                return string.Create(CultureInfo.InvariantCulture, $"{sign}{magnitude}ns");
            case < 1_000_000:
                return sign + Fraction(magnitude, 1_000) + "µs";
            case < 1_000_000_000:
                return sign + Fraction(magnitude, 1_000_000) + "ms";
        }

        var minutes = magnitude / 60_000_000_000;
        var seconds = Fraction(magnitude % 60_000_000_000, 1_000_000_000) + "s";
        if (minutes == 0)
            return sign + seconds;

        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes}m{seconds}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60}h{minutes % 60}m{seconds}");
    }

    /// <summary>A double that always shows a point or an exponent: <c>1.0</c>, <c>1.7e+308</c>.</summary>
    public static string Real(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";

        var digits = text.AsSpan(exponent + 2);
        var padded = digits.Length == 1 ? string.Concat("0", digits) : digits.ToString();
        return string.Concat(text.AsSpan(0, exponent), "e", text.AsSpan(exponent + 1, 1), padded);
    }

    /// <summary>An array as JSON shows it: <c>["a","b"]</c>, <c>[1,2]</c>.</summary>
    public static string Array(Value value)
    {
        var text = new StringBuilder("[");
        var elements = RawValue.Elements(value);
        while (elements.MoveNext())
        {
            if (text.Length > 1)
                text.Append(',');
            var element = elements.Current;
            switch (element.Kind)
            {
                case ValueKind.Text:
                    text.Append('"').Append(JsonEncodedText.Encode(Encoding.UTF8.GetString(element.Bytes), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
                    break;
                case ValueKind.Boolean:
                    text.Append(element.Number != 0 ? "true" : "false");
                    break;
                case ValueKind.Integer:
                    text.Append(CultureInfo.InvariantCulture, $"{element.Number}");
                    break;
                default:
                    text.Append(Real(element.Real));
                    break;
            }
        }

        return text.Append(']').ToString();
    }

    private static string Fraction(ulong magnitude, ulong unit)
    {
        var whole = (magnitude / unit).ToString(CultureInfo.InvariantCulture);
        var rest = magnitude % unit;
        if (rest == 0)
            return whole;

        var digits = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        var fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return whole + "." + fraction;
    }

    private static AttributeValue.Array ToArray(Value value)
    {
        var values = new List<AttributeValue>();
        var elements = RawValue.Elements(value);
        while (elements.MoveNext())
        {
            if (ToAttribute(elements.Current) is { } element)
                values.Add(element);
        }

        return new AttributeValue.Array(values);
    }
}
