using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Vivace.Otlp.Wire;
using Xunit;

namespace Vivace.Otlp.Tests.Wire;

/// <summary>Reader and writer against Google's own.</summary>
public sealed class ProtoWireTests
{
    [Fact]
    public void Fields_are_written_as_googles_writer_does() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 536_870_911)), Arb.From(ArbMap.Default.GeneratorFor<ulong>()), (field, value) =>
        {
            using var ours = new ProtoWriter(0);
            ours.WriteVarint(field, value);
            ours.WriteFixed64(field, value);
            ours.WriteFixed32(field, (uint)value);
            ours.WriteDouble(field, value);
            ours.WriteString(field, $"é{value}");
            ours.WriteBytes(field, BitConverter.GetBytes(value));

            using var stream = new MemoryStream();
            using var theirs = new CodedOutputStream(stream);
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.Varint);
            theirs.WriteUInt64(value);
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.Fixed64);
            theirs.WriteFixed64(value);
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.Fixed32);
            theirs.WriteFixed32((uint)value);
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.Fixed64);
            theirs.WriteDouble(value);
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            theirs.WriteString($"é{value}");
            theirs.WriteTag(field, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            theirs.WriteBytes(ByteString.CopyFrom(BitConverter.GetBytes(value)));
            theirs.Flush();
            return ours.Written.SequenceEqual(stream.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Varints_of_every_width_come_back()
    {
        for (var bits = 0; bits < 64; bits++)
        {
            foreach (var value in new[] { 1UL << bits, (1UL << bits) - 1, ulong.MaxValue >> bits })
            {
                using var writer = new ProtoWriter();
                writer.WriteRawVarint(value);
                Assert.Equal(CodedOutputStream.ComputeUInt64Size(value), writer.Length);
                Assert.Equal(writer.Length, ProtoWriter.VarintSize(value));
                var reader = new ProtoReader(writer.Written);
                Assert.Equal(value, reader.ReadVarint());
                Assert.True(reader.AtEnd);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(3_000_000)]
    public void An_embedded_message_of_any_size_gets_its_length(int size)
    {
        using var writer = new ProtoWriter();
        writer.WriteVarint(1, 1);
        var outer = writer.BeginMessage(2);
        var inner = writer.BeginMessage(3);
        writer.WriteRaw(new byte[size]);
        writer.EndMessage(inner);
        writer.EndMessage(outer);
        writer.WriteVarint(4, 4);

        var reader = new ProtoReader(writer.Written);
        Assert.True(reader.TryReadTag(out _, out _));
        Assert.Equal(1UL, reader.ReadVarint());
        Assert.True(reader.TryReadTag(out _, out _));
        var message = reader.ReadMessage();
        Assert.True(message.TryReadTag(out var field, out _));
        Assert.Equal(3, field);
        Assert.Equal(size, message.ReadBytes().Length);
        Assert.True(message.AtEnd);
        Assert.True(reader.TryReadTag(out field, out _));
        Assert.Equal(4, field);
        Assert.Equal(4UL, reader.ReadVarint());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void What_was_truncated_is_gone()
    {
        using var writer = new ProtoWriter();
        writer.WriteVarint(1, 1);
        var length = writer.Length;
        writer.WriteString(2, "gone");
        writer.Truncate(length);

        Assert.Equal([0x08, 0x01], writer.Written.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(-1));
    }

    [Fact]
    public void Any_bytes_are_walked_to_their_end_or_refused() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                var reader = new ProtoReader(bytes);
                while (reader.TryReadTag(out var field, out var wireType))
                {
                    reader.Skip(field, wireType);
                    if (field < 1 || reader.Position > bytes.Length)
                        return false;
                }

                return reader.AtEnd;
            }
            catch (OtlpFormatException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("00", "malformed protobuf at byte 101: 0 is not a field tag")]
    [InlineData("0E", "malformed protobuf at byte 101: 14 is not a field tag")]
    [InlineData("08", "malformed protobuf at byte 101: the message ends inside a varint")]
    [InlineData("0880", "malformed protobuf at byte 102: the message ends inside a varint")]
    [InlineData("08FFFFFFFFFFFFFFFFFFFF01", "malformed protobuf at byte 111: a varint longer than ten bytes")]
    [InlineData("0A05", "malformed protobuf at byte 102: a field of 5 bytes does not fit in the 0 bytes left")]
    [InlineData("0AFFFFFFFFFFFFFFFFFF01", "malformed protobuf at byte 111: a field of 18446744073709551615 bytes does not fit in the 0 bytes left")]
    [InlineData("0901", "malformed protobuf at byte 102: the message ends inside a fixed64 value")]
    [InlineData("0D01", "malformed protobuf at byte 102: the message ends inside a fixed32 value")]
    [InlineData("0C", "malformed protobuf at byte 101: end of a group that was not started")]
    [InlineData("0B14", "malformed protobuf at byte 102: a group ends with another number than it started with")]
    [InlineData("0B", "malformed protobuf at byte 101: the message ends inside a group")]
    public void Mistakes_are_named_with_their_place(string hex, string message)
    {
        var bytes = Convert.FromHexString(hex);

        var malformed = Assert.Throws<OtlpFormatException>(() =>
        {
            var reader = new ProtoReader(bytes, origin: 100);
            while (reader.TryReadTag(out var field, out var wireType))
                reader.Skip(field, wireType);
        });

        Assert.Equal(message, malformed.Message);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Groups_may_nest_to_the_limit(int depth, bool accepted)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x0B, depth), .. Enumerable.Repeat((byte)0x0C, depth)];

        var exception = Record.Exception(() =>
        {
            var reader = new ProtoReader(bytes);
            reader.TryReadTag(out var field, out var wireType);
            reader.Skip(field, wireType);
        });

        Assert.Equal(accepted, exception is null);
        Assert.True(exception is null or OtlpFormatException);
    }
}
