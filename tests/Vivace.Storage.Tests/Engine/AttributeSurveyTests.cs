using Vivace.Storage.Columns;
using Vivace.Storage.Engine;
using Vivace.Testing;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class AttributeSurveyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FaultyFileSystem _files = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_and_different_values_are_those_sent_over_blocks_and_live_data()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, 1, 20);
        await storage.FlushAsync(Token);
        await SendAsync(storage, 15, 20); // others, with six users of the first block
        await storage.FlushAsync(Token);
        await SendAsync(storage, 30, 10);

        var survey = storage.SurveyAttributes(default, Patience, Token);
        Assert.Equal((2, 2, 300L, 300L, null), (survey.Blocks, survey.TotalBlocks, survey.Spans, survey.TotalSpans, survey.PartialReason));
        Assert.Equal((50L, 39L), CountsOf(survey, AttributeOwner.Span, "enduser.id", AttributeType.Text));
        Assert.Equal((150L, 2L), CountsOf(survey, AttributeOwner.Span, "http.request.method", AttributeType.Text));
        Assert.Equal((50L, 1L), CountsOf(survey, AttributeOwner.Span, "http.response.status_code", AttributeType.Integer));
        Assert.Equal((50L, 1L), CountsOf(survey, AttributeOwner.Span, "cart.items", AttributeType.Integer));
        Assert.Equal((50L, 39L), CountsOf(survey, AttributeOwner.Span, "order.number", AttributeType.Integer));
        Assert.Equal((50L, 1L), CountsOf(survey, AttributeOwner.Span, "cart.total", AttributeType.Double));
        Assert.Equal((50L, 1L), CountsOf(survey, AttributeOwner.Span, "retried", AttributeType.Boolean));
        Assert.Equal((50L, 1L), CountsOf(survey, AttributeOwner.Event, "attempt", AttributeType.Integer));
        Assert.Equal((300L, 3L), CountsOf(survey, AttributeOwner.Resource, "service.name", AttributeType.Text));
        Assert.Equal((250L, 1L), CountsOf(survey, AttributeOwner.Resource, "deployment.environment", AttributeType.Text));
        Assert.All(survey.Attributes, attribute => Assert.True(attribute.IsDistinctExact));
    }

    [Fact]
    public async Task Bytes_are_those_of_the_columns_and_shares_of_what_resources_take_together()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, 1, 40);
        await storage.FlushAsync(Token);
        await SendAsync(storage, 41, 5);
        await storage.FlushAsync(Token);

        var columns = storage.ListBlocks(default, null, null, 10)
            .SelectMany(block => storage.DescribeBlock([default], block.Meta.BlockId, Token)!.Columns)
            .ToList();
        var survey = storage.SurveyAttributes(default, Patience, Token);
        foreach (var attribute in survey.Attributes.Where(one => one.Owner <= AttributeOwner.Link))
        {
            var own = columns.Where(column => column.Table == (ColumnTable)attribute.Owner && column.Name == attribute.Name && column.Type == attribute.Type);
            Assert.Equal((own.Sum(column => column.Bytes), own.Sum(column => column.Values), 0L), (attribute.BlockBytes, attribute.Values, attribute.LiveBytes));
        }

        var shares = survey.Attributes.Where(one => one.Owner > AttributeOwner.Link).Sum(one => one.BlockBytes);
        Assert.InRange(shares, columns.Where(column => column.Name == "ContextTable").Sum(column => column.Bytes) - 2, columns.Where(column => column.Name == "ContextTable").Sum(column => column.Bytes) + 2);
        Assert.Equal(columns.Where(column => column.Type is not null).Sum(column => column.Bytes), survey.Attributes.Where(one => one.Owner <= AttributeOwner.Link).Sum(one => one.BlockBytes));
    }

    [Fact]
    public async Task Live_values_are_measured_as_they_were_sent()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, 1, 3);

        var survey = storage.SurveyAttributes(default, Patience, Token);
        var users = survey.Attributes.Single(one => one.Name == "enduser.id");
        Assert.Equal((0L, 3L * "user-1001".Length, 3L, 3L), (users.BlockBytes, users.LiveBytes, users.Values, users.Distinct));
        Assert.Equal(24, survey.Attributes.Single(one => one.Name == "cart.total").LiveBytes);
        Assert.Equal(3, survey.Attributes.Single(one => one.Name == "retried").LiveBytes);
        Assert.Empty(storage.SurveyAttributes(EngineBed.Tenant("green"), Patience, Token).Attributes);
    }

    [Fact]
    public async Task What_was_not_counted_in_time_or_cannot_be_read_is_said()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, 1, 2);
        await storage.FlushAsync(Token);
        await SendAsync(storage, 3, 1);
        var late = storage.SurveyAttributes(default, TimeSpan.Zero, Token);
        Assert.Equal((0, 1, 0L, 18L), (late.Blocks, late.TotalBlocks, late.Spans, late.TotalSpans));
        Assert.Equal("0 of 18 spans were counted, the newest first: the time of 0 s was up", late.PartialReason);

        Assert.Throws<OperationCanceledException>(() => storage.SurveyAttributes(default, Patience, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_damaged_block_is_named_and_the_others_are_counted()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, 1, 2);
        await storage.FlushAsync(Token);
        await SendAsync(storage, 3, 1);
        await storage.FlushAsync(Token);
        var damaged = EngineBed.BlockFolders(_files)[0];
        var path = Path.Combine(damaged, "spans.vivace");
        var surgery = new BlockSurgery(_files.ReadAllBytes(path));
        var attribute = surgery.Parts().First(part => part.Name.Contains("attribute Text", StringComparison.Ordinal));
        _files.WriteAllBytes(path, surgery.Flip(attribute.Offset, 0x40));

        var rest = storage.SurveyAttributes(default, Patience, Token);
        Assert.Equal((1, 2), (rest.Blocks, rest.TotalBlocks));
        Assert.Contains($"block {Path.GetFileName(damaged)} cannot be read: ", rest.PartialReason, StringComparison.Ordinal);
        Assert.NotNull(storage.ListBlocks(default, null, null, 10).Single(block => block.Meta.BlockId.ToString() == Path.GetFileName(damaged)).Damage);
        Assert.Contains(rest.PartialReason!, storage.SurveyAttributes(default, Patience, Token).PartialReason, StringComparison.Ordinal); // set aside, and still said
    }

    private static (long Values, long Distinct) CountsOf(AttributeSurvey survey, AttributeOwner owner, string name, AttributeType type)
    {
        var found = Assert.Single(survey.Attributes, one => one.Owner == owner && one.Name == name && one.Type == type);
        return (found.Values, found.Distinct);
    }

    private static TestTrace NewTrace(int number)
    {
        var trace = Traces.Checkout(1_000 + number);
        trace["GET /checkout"].With("order.number", number);
        return trace;
    }

    private async Task SendAsync(TraceStorage storage, int first, int count)
    {
        foreach (var number in Enumerable.Range(first, count))
            await storage.AppendAsync(default, NewTrace(number).At(_time.GetUtcNow()).ToBytes(), Token);
    }
}
