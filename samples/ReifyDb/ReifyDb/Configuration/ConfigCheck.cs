using System.Globalization;
using System.Net;

namespace ReifyDb;

/// <summary>Refuses values that cannot work, with the reason, where they are set.</summary>
internal static class ConfigCheck
{
    public static int Range(int value, int least, int most, string what, string parameter) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(
            parameter, value, string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; it must be from {least:N0} to {most:N0}."));

    public static TimeSpan Duration(TimeSpan value, TimeSpan most, string what, string parameter) => value > TimeSpan.Zero && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"{what} is {value}; it must be above zero and at most {most}.");

    /// <summary>Reads an address such as <c>0.0.0.0:8090</c>, <c>[::1]:8090</c> or <c>localhost:8090</c>.</summary>
    public static IPEndPoint Address(string address, string parameter)
    {
        ArgumentNullException.ThrowIfNull(address, parameter);
        var text = address.Trim().Replace("localhost:", "127.0.0.1:", StringComparison.OrdinalIgnoreCase);
        if (text.Contains(':', StringComparison.Ordinal) && !text.EndsWith(']') && IPEndPoint.TryParse(text, out var endPoint)
            && text.LastIndexOf(':') > text.LastIndexOf(']'))
            return endPoint;
        throw new ArgumentException($"\"{address}\" is no address; write ADDRESS:PORT, such as 0.0.0.0:8090.", parameter);
    }
}
