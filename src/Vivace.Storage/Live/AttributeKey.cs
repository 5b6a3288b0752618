using Vivace.Storage.Columns;

namespace Vivace.Storage.Live;

/// <summary>Key and type of an attribute column, looked up by bytes without making an array.</summary>
internal readonly record struct AttributeKey(byte[] Key, AttributeType Type)
{
    public static IEqualityComparer<AttributeKey> Comparer { get; } = new BytesComparer();

    /// <summary>A key to look up.</summary>
    public readonly ref struct Probe(ReadOnlySpan<byte> key, AttributeType type)
    {
        public ReadOnlySpan<byte> Key { get; } = key;

        public AttributeType Type { get; } = type;
    }

    private sealed class BytesComparer : IEqualityComparer<AttributeKey>, IAlternateEqualityComparer<Probe, AttributeKey>
    {
        public bool Equals(AttributeKey x, AttributeKey y) => x.Type == y.Type && x.Key.AsSpan().SequenceEqual(y.Key);

        public int GetHashCode(AttributeKey obj) => Hash(obj.Key, obj.Type);

        public bool Equals(Probe alternate, AttributeKey other) =>
            alternate.Type == other.Type && alternate.Key.SequenceEqual(other.Key);

        public int GetHashCode(Probe alternate) => Hash(alternate.Key, alternate.Type);

        public AttributeKey Create(Probe alternate) => new(alternate.Key.ToArray(), alternate.Type);

        private static int Hash(ReadOnlySpan<byte> key, AttributeType type) =>
            (int)(Hashing.Hash32(key) ^ ((uint)type * 0x9E3779B9));
    }
}
