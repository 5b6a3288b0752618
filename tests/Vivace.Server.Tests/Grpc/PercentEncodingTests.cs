using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Server.Grpc;
using Xunit;

namespace Vivace.Server.Tests.Grpc;

public sealed class PercentEncodingTests
{
    [Fact]
    public void Any_text_becomes_printable_ascii_and_decodes_to_itself() =>
        Prop.ForAll<string?>(text =>
        {
            var message = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")); // what UTF-8 can carry
            var encoded = PercentEncoding.Encode(message);
            return encoded.All(c => c is >= ' ' and <= '~') && Uri.UnescapeDataString(encoded) == message;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Plain_text_is_not_copied()
    {
        const string Message = "a limit of 5 bytes (max_bytes)";
        Assert.Same(Message, PercentEncoding.Encode(Message));
    }
}
