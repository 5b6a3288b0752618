using System.Text;
using Vivace.Storage.Columns;

namespace Vivace.Storage.Live;

/// <summary>One attribute column of a live table: a key with one type of value.</summary>
internal sealed class LiveAttribute(int id, byte[] key, AttributeType type)
{
    /// <summary>Its number in the table, from 0.</summary>
    public int Id { get; } = id;

    /// <summary>The key as sent, UTF-8.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The key as text.</summary>
    public string Name { get; } = Encoding.UTF8.GetString(key);

    public AttributeType Type { get; } = type;

    /// <summary>Values of texts and others; null for numbers.</summary>
    public TextPool? Pool { get; } = type is AttributeType.Text or AttributeType.Other ? new TextPool() : null;

    /// <summary>Values appended.</summary>
    public int ValueCount { get; private set; }

    /// <summary>Smallest number appended.</summary>
    public long Minimum { get; private set; } = long.MaxValue;

    /// <summary>Largest number appended.</summary>
    public long Maximum { get; private set; } = long.MinValue;

    public void Count(long number)
    {
        ValueCount++;
        if (number < Minimum)
            Minimum = number;
        if (number > Maximum)
            Maximum = number;
    }
}
