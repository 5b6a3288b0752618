using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Completion;

/// <summary>The cursor is written as <c>¦</c>.</summary>
public sealed class TraceQLCompletionTests
{
    [Theory]
    // At the start, and between stages.
    [InlineData("¦", "{ ( by( select( count() avg(", "coalesce() rate() | with( }")]
    [InlineData("{ } ¦", "| && || > >> < << ~ !> !>> &> &~ with(", "= =~ + { rate()")]
    [InlineData("{ } | ¦", "{ ( by( select( coalesce() count() avg( rate() quantile_over_time( compare(", "topk( | && with(")]
    [InlineData("{ } | co¦", "count() coalesce() count_over_time() compare(", "rate() by(")]
    [InlineData("{ } | count() ¦", "> >= = < != + *", "&& =~ | }")]
    [InlineData("{ } | count() > ¦", "", "{ ( by( count()")]
    [InlineData("{ } | avg(duration) > ¦", "100ms 1s", "{")]
    [InlineData("{ } | avg(duration) > 10¦", "10ms 10s 10us 10ns 10m 10h", "100ms")]
    [InlineData("{ } | by(.a) | ¦", "coalesce() rate()", "")]
    [InlineData("{ } >> ¦", "{ (", "by( rate() count()")]
    [InlineData("{ } >> (¦", "{ (", "by( rate() count()")]
    [InlineData("{ } &¦", "&& &> &>> &<", "|| with(")]
    [InlineData("{ } !¦", "!> !>> !~", "&& |")]
    // Fields.
    [InlineData("{ ¦", "span. resource. . span: trace: duration span:name rootServiceName ( ! } true", "nil && parent")]
    [InlineData("{ ¦ }", "span. resource. duration", "")]
    [InlineData("{ du¦ }", "duration", "name span. kind")]
    [InlineData("{ span¦", "span. span: span:duration", "resource. duration")]
    [InlineData("{ span:¦", "duration name kind status id childCount parentID", "span. rootName duration( true")]
    [InlineData("{ trace:r¦", "rootName rootService", "id duration")]
    [InlineData("{ event:¦ }", "name timeSinceStart", "id")]
    [InlineData("{ span.http.method¦ }", "", "= duration")]
    [InlineData("{ span.¦", "", "duration name id")]
    [InlineData("{ .a = 1 && ¦", "span. duration !", "|| |")]
    [InlineData("{ .a = 1 && (¦", "span. duration ! (", ")")]
    [InlineData("{ duration > 1s && d¦ || .b = 1 }", "duration", "")]
    // Operators by type.
    [InlineData("{ .a ¦", "= != =~ !~ > < >= <= && || + - }", "|")]
    [InlineData("{ duration ¦", "= != > < + *", "=~ && }")]
    [InlineData("{ name ¦ }", "= != =~ !~ >", "&& + -")]
    [InlineData("{ status ¦ }", "= !=", "> =~ && + }")]
    [InlineData("{ .a = 1 ¦ }", "&& || + }", "= =~ >")]
    [InlineData("{ kind = server ¦", "&& || }", "+ > = =~")]
    [InlineData("{ (.a = 1 ¦", "&& || )", "}")]
    [InlineData("{ .a != nil ¦", "&& || }", "+ =")]
    [InlineData("{ name = \"x\"¦", "&& || }", "+ =")]
    [InlineData("{ .a !¦", "!= !~", "= !> span.")]
    [InlineData("{ .a ^ ¦", "span. duration", "name kind nil")]
    // Values that the language knows.
    [InlineData("{ status = ¦", "error ok unset", "server true nil duration resource:")]
    [InlineData("{ kind != c¦", "client consumer", "server")]
    [InlineData("{ kind != ¦", "server client nil span:kind", "error name")]
    [InlineData("{ .a = ¦", "nil true false span. duration (", "}")]
    [InlineData("{ resource.service.name = ¦", "true span.", "nil")]
    [InlineData("{ .a > ¦", "span. duration", "nil")]
    [InlineData("{ duration > ¦", "100ms 1s traceDuration trace:duration", "name status nil")]
    [InlineData("{ duration > 25¦", "25ms 25s 25us 25ns 25m 25h", "1s")]
    [InlineData("{ duration > 25m¦", "25ms 25m", "25s")]
    [InlineData("{ name =~ ¦", "", "span. duration nil true (")]
    [InlineData("{ !¦", "span. true", "duration name")]
    [InlineData("{ -¦", "span. duration", "name kind true")]
    // Lists, functions, hints.
    [InlineData("{ } | by(¦", "span. resource. name duration", ")")]
    [InlineData("{ } | by(.a ¦", ") = +", ", }")]
    [InlineData("{ } | select(¦", "span. resource. name span:name", ") ( ! true")]
    [InlineData("{ } | select(.a ¦", ", )", "= +")]
    [InlineData("{ } | select(.a, ¦", "span. name", "true")]
    [InlineData("{ } | avg(¦", "span. duration span:childCount", "name status true !")]
    [InlineData("{ } | rate() ¦", "by( | > <= with(", "&& + {")]
    [InlineData("{ } | rate() by(¦", "span. resource. name", "true (")]
    [InlineData("{ } | rate() by(.a, r¦", "resource. rootName", "by(")]
    [InlineData("{ } | rate() by(.a) ¦", "| > with(", "by(")]
    [InlineData("{ } | rate() | ¦", "topk( bottomk(", "by( {")]
    [InlineData("{ } | rate() | topk(¦", "10", "0.9 )")]
    [InlineData("{ } | quantile_over_time(¦", "duration span.", "0.9")]
    [InlineData("{ } | quantile_over_time(duration, ¦", "0.5 0.99", "10 duration")]
    [InlineData("{ } | max_over_time(duration) > ¦", "500ms", "{")]
    [InlineData("{ } | compare(¦", "{", "span. rate()")]
    [InlineData("{ } | compare({ status = ¦", "error", "")]
    [InlineData("({ } | rate()) ¦", "+ / with( > |", "&& ^ by(")]
    [InlineData("({ } | rate()) / ¦", "(", "{ by(")]
    [InlineData("{ } with(¦", "most_recent= exemplars= sample=", "true )")]
    [InlineData("{ } with(most_recent=¦", "true false", "10")]
    [InlineData("{ } with(sample=¦", "true 0.1", "false 10")]
    [InlineData("{ } with(most_recent=true¦", "true", "")]
    [InlineData("{ } with(most_recent=true ¦", ", )", "=")]
    // Mistakes elsewhere.
    [InlineData("{ .a = && .b && status = ¦", "error", "")]
    [InlineData("{ .a = && (.b = || kind = ¦", "server", "")]
    [InlineData("{ .a = } | ¦", "by( rate()", "")]
    [InlineData("{ .a = } && ¦", "{ (", "")]
    [InlineData("{ .a = } | rate() by(.a ¦", ", )", "=")]
    [InlineData("{ .a = } | rate() | ¦", "topk(", "by(")]
    [InlineData("{ .a = } | select(.a, ¦", "span.", "")]
    [InlineData("{ .a = } | avg(¦", "duration", "name")]
    [InlineData("{ .a = } with(¦", "most_recent=", "")]
    [InlineData("{ status = ¦ && && }", "error", "")]
    // Either side of an operator.
    [InlineData("{ ¦ = 1 }", "span. duration span:childCount", "= &&")]
    [InlineData("{ ¦= 1 }", "span. duration", "=")]
    [InlineData("{ du¦ > 1s }", "duration", "name")]
    [InlineData("{ .a ¦ 5 }", "= > <=", "span.")]
    [InlineData("{ .a¦= 5 }", "", "span.")]
    [InlineData("{ .a >¦", "span. duration", "nil")]
    [InlineData("{ .a =¦ 5 }", "true span.", "&&")]
    [InlineData("{ 1s < ¦ }", "duration traceDuration span.", "name status")]
    [InlineData("{ error = ¦ }", "status span:status span.", "kind duration")]
    [InlineData("{ \"GET\" = ¦", "name span:name span.", "duration status")]
    [InlineData("{ .a=1&&¦", "span. duration", "=")]
    [InlineData("{ .a = 1 }>>¦", "{ (", "by(")]
    [InlineData("{ .a = 1 } ¦ { .b = 2 }", ">> && > ~ |", "span.")]
    // Names with dots, dashes and quotes; what follows them.
    [InlineData("{ span.a-b.c ¦", "= != }", "span.")]
    [InlineData("{ span.\"user name\" ¦", "= != }", "span.")]
    [InlineData("{ span.a-b = 1 && span.\"x y\".z = 2 && ¦", "span. duration", "=")]
    [InlineData("{ resource.k8s.¦", "", "duration name id")]
    [InlineData("{ span.\"us¦", "", "name")]
    [InlineData("{ .¦", "", "name duration status")]
    [InlineData("{ event.¦", "", "name timeSinceStart")]
    [InlineData("{ instrumentation.¦", "", "name version")]
    [InlineData("{ link:¦", "traceID spanID", "name")]
    [InlineData("{ instrumentation:¦", "name version", "id")]
    // Inside what is closed already.
    [InlineData("{ } | by(¦)", "span. resource. name", ")")]
    [InlineData("{ } | rate() by(.a, ¦)", "span. name", "by(")]
    [InlineData("{ } | rate() by(¦) with(sample=0.1)", "span. name", "sample=")]
    [InlineData("{ } | quantile_over_time(duration, ¦)", "0.95", "duration")]
    [InlineData("{ } with(¦)", "most_recent= sample= exemplars=", "true")]
    [InlineData("{ } | rate() with(most_recent=true, ¦)", "sample=", "true")]
    [InlineData("({ status = error } | rate()) / ({ ¦ } | rate())", "span. status", "by(")]
    // Where nothing can be said.
    [InlineData("{ .a = 1 // st¦", "", "status")]
    [InlineData("{ .a = 1 /* st¦ */ }", "", "status")]
    [InlineData("{ .a = 'x¦", "", "span.")]
    [InlineData("{ parent.¦", "", "span.")]
    [InlineData("{ name = \"¦", "", "span. nil true")]
    public void The_language_offers_what_fits(string query, string offered, string notOffered)
    {
        var (text, cursor) = Cut(query);
        var found = TraceQLCompletion.Complete(text, cursor).Items.Select(item => item.InsertText).ToList();
        foreach (var wanted in offered.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.Contains(wanted, found);
        foreach (var unwanted in notOffered.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.DoesNotContain(unwanted, found);
    }

    [Theory]
    [InlineData("{ ¦", "span. resource. duration name status statusMessage kind traceDuration rootName rootServiceName event.")]
    [InlineData("{ .a = 1 && s¦", "span. status statusMessage span:")]
    [InlineData("{ status = ¦", "error ok unset span. resource. status")]
    [InlineData("{ } | by(¦", "span. resource. duration")]
    public void What_is_likelier_comes_first(string query, string first)
    {
        var (text, cursor) = Cut(query);
        var found = TraceQLCompletion.Complete(text, cursor).Items.Select(item => item.InsertText);
        Assert.StartsWith(first, string.Join(' ', found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ ¦", "all ''")]
    [InlineData("{ htt¦", "all 'htt'")]
    [InlineData("{ .¦", "Unscoped ''")]
    [InlineData("{ span.¦ }", "Span ''")]
    [InlineData("{ span.http.st¦atus = 200 }", "Span 'http.st'")]
    [InlineData("{ resource.\"k8s na¦", "Resource 'k8s na'")]
    [InlineData("{ event.\"a\\\"¦", "Event 'a\"'")]
    [InlineData("{ .a = 1 && link.x¦", "Link 'x'")]
    [InlineData("{ .a = instrumentation.¦", "Instrumentation ''")]
    [InlineData("{ } | by(resource.a-b¦", "Resource 'a-b'")]
    [InlineData("{ } | rate() by(¦", "all ''")]
    [InlineData("{ } | select(.a, span.¦)", "Span ''")]
    [InlineData("{ } | max_over_time(span.¦", "Span ''")]
    [InlineData("{ .a = && span.¦", "Span ''")]
    [InlineData("{ span.a-¦", "Span 'a-'")]
    [InlineData("{ span.http.¦ = 1 }", "Span 'http.'")]
    [InlineData("{ 1 < span.¦ }", "Span ''")]
    [InlineData("{ span.a = 1 && ¦ = 2 }", "all ''")]
    [InlineData("{ } | by(span.¦)", "Span ''")]
    [InlineData("{ span:¦", "")]
    [InlineData("{ .a ¦", "")]
    [InlineData("{ .a =~ ¦", "")]
    [InlineData("{ } | ¦", "")]
    [InlineData("{ } | quantile_over_time(.a, ¦", "")]
    [InlineData("{ parent.x¦", "")]
    public void Names_are_wanted_where_an_attribute_may_stand(string query, string expected)
    {
        var (text, cursor) = Cut(query);
        var names = TraceQLCompletion.Complete(text, cursor).Names;
        Assert.Equal(expected, names is null ? "" : $"{names.Scope?.ToString() ?? "all"} '{names.Typed}'");
    }

    [Theory]
    [InlineData("{ span.http.method = ¦", "span.http.method '' Any")]
    [InlineData("{ span.http.method=¦", "span.http.method '' Any")]
    [InlineData("{ span.http.method = GE¦ }", "span.http.method 'GE' Any")]
    [InlineData("{ span.http.method = \"GE¦", "span.http.method 'GE' Text")]
    [InlineData("{ span.http.method = \"GE¦\" }", "span.http.method 'GE' Text")]
    [InlineData("{ .a = \"q\\\"uo¦", ".a 'q\"uo' Text")]
    [InlineData("{ .a != `ra¦`", ".a 'ra' RawText")]
    [InlineData("{ .a =~ \"GET /\\\\.x¦", ".a 'GET /.x' Pattern")]
    [InlineData("{ .a !~ `¦", ".a '' RawPattern")]
    [InlineData("{ .a > 2¦", ".a '2' Any")]
    [InlineData("{ name = ¦", "name '' Any")]
    [InlineData("{ (span:name = ¦", "name '' Any")]
    [InlineData("{ trace:rootService = \"¦", "rootServiceName '' Text")]
    [InlineData("{ .b = 1 && .a = ¦ && .c = 2 }", ".a '' Any")]
    [InlineData("{ .b = && .a = ¦", ".a '' Any")]
    [InlineData("{ } >> { .a = ¦", ".a '' Any")]
    [InlineData("{ } | compare({ .a = ¦", ".a '' Any")]
    [InlineData("{ status = ¦", "")]
    [InlineData("{ duration = ¦", "")]
    [InlineData("{ trace:id = \"¦", "")]
    [InlineData("{ .a + 1 = ¦", "")]
    [InlineData("{ .a + ¦", "")]
    [InlineData("{ .a && ¦", "")]
    [InlineData("{ parent.a = ¦", "")]
    [InlineData("{ ¦", "")]
    [InlineData("{ } | by(.a) | count() > ¦", "")]
    public void Values_are_wanted_of_the_field_at_hand(string query, string expected)
    {
        var (text, cursor) = Cut(query);
        var values = TraceQLCompletion.Complete(text, cursor).Values;
        Assert.Equal(expected, values is null ? "" : $"{TraceQLPrinter.Print(values.Field)} '{values.Typed}' {values.Form}");
    }

    [Theory]
    [InlineData("{ .b = 1 && .a = ¦ && .c = 2 }", "(.b = 1) && (.c = 2)")]
    [InlineData("{ .b = 1 && .a = ¦", ".b = 1")]
    [InlineData("{ .b = 1 && .a =~ \"x¦\" }", ".b = 1")]
    [InlineData("{ .b = 1 && span.x¦ = 5 }", ".b = 1")]
    [InlineData("{ .b = 1 && !(.c = 1 && .a = ¦) }", ".b = 1")]
    [InlineData("{ .b = 1 && ¦ }", ".b = 1")]
    [InlineData("{ .b = 1 } | by(¦", ".b = 1")]
    [InlineData("{ .b = 1 } | rate() by(span.¦)", ".b = 1")]
    [InlineData("{ .b = 1 } | { .a = ¦", ".b = 1")]
    [InlineData("{ .b = 1 || .a = ¦ }", null)]
    [InlineData("{ .a = ¦ }", null)]
    [InlineData("{ .b = 1 } >> { .a = ¦ }", null)]
    public void The_rest_of_the_query_restricts(string query, string? expected)
    {
        var (text, cursor) = Cut(query);
        var restriction = TraceQLCompletion.Complete(text, cursor).Restriction;
        Assert.Equal(expected, restriction is null ? null : TraceQLPrinter.Print(restriction));
    }

    [Theory]
    [InlineData("{ du¦ration > 1s }", "[duration]")]
    [InlineData("{ ¦duration > 1s }", "[]")]
    [InlineData("{ sp¦an.http.method = 1 }", "[span.http.method]")]
    [InlineData("{ sp¦an:name = 1 }", "[span:name]")]
    [InlineData("{ span:na¦me = 1 }", "[name]")]
    [InlineData("{ span.ht¦tp.method = 1 }", "[http.method]")]
    [InlineData("{ span.\"user na¦me\" = 1 }", "[\"user name\"]")]
    [InlineData("{ .a = \"GE¦T\" }", "[\"GET\"]")]
    [InlineData("{ .a = \"GE¦", "[\"GE]")]
    [InlineData("{ .a = \"GE¦ && .b = \"x\" }", "[\"GE]")]
    [InlineData("{ .a = \"GE¦ a\" && .b = \"x\" }", "[\"GE a\"]")]
    [InlineData("{ .a = 1¦0ms }", "[10ms]")]
    [InlineData("{ .a = ¦ }", "[]")]
    [InlineData("{ .a = 1 } &¦ { }", "[&]")]
    public void The_word_at_the_cursor_is_replaced(string query, string expected)
    {
        var (text, cursor) = Cut(query);
        var replace = TraceQLCompletion.Complete(text, cursor).Replace;
        Assert.Equal(expected, $"[{text.Substring(replace.Start, replace.Length)}]");
    }

    [Fact]
    public void What_is_offered_never_makes_a_query_less_readable()
    {
        var queries = LanguageList.All.Select(line => line.Query).ToList();
        for (var seed = 0; seed < 40; seed++)
            queries.Add(TraceQLPrinter.Print(new TreeGenerator(seed).Query()));
        var checkedItems = 0;
        foreach (var query in queries)
        {
            var step = Math.Max(1, query.Length / 25);
            for (var cursor = 0; cursor <= query.Length; cursor += step)
            {
                checkedItems += CheckItems(query, cursor);
                checkedItems += CheckItems(query[..cursor], cursor);
            }
        }

        Assert.True(checkedItems > 10_000);

        static int CheckItems(string text, int cursor)
        {
            var context = TraceQLCompletion.Complete(text, cursor);
            var before = text[..context.Replace.Start];
            Assert.InRange(cursor, context.Replace.Start, context.Replace.End);
            Assert.InRange(context.Replace.End, cursor, text.Length);
            if (context.Items.Count == 0)
                return 0;

            var mistake = MistakeAt(before);
            foreach (var item in context.Items)
            {
                var after = MistakeAt(before + item.InsertText);
                if (item.InsertText is "}" or ")" && after < before.Length)
                    continue; // closing lets the parser see that two things before it cannot be combined

                var expected = mistake < before.Length ? mistake : before.Length + item.InsertText.Length;
                Assert.True(after >= expected, $"{before}¦{text[context.Replace.Start..]} with {item.InsertText}: {after} < {expected}");
            }

            return context.Items.Count;
        }

        static int MistakeAt(string text) =>
            TraceQLParser.Parse(text).Diagnostics is [var first, ..] ? first.Range.Start : int.MaxValue;
    }

    [Theory]
    [InlineData("http.method")]
    [InlineData("user name")]
    [InlineData("")]
    [InlineData("a\"b\\c")]
    [InlineData("a{b}=c")]
    [InlineData("5foo")]
    [InlineData("new\nline 😀")]
    public void Names_are_quoted_as_they_need(string name)
    {
        foreach (var query in (string[])["{ .¦", "{ span.¦", "{ ¦"])
        {
            var (text, cursor) = Cut(query);
            var context = TraceQLCompletion.Complete(text, cursor);
            var item = context.Names!.ItemOf(AttributeScope.Span, name);
            var parsed = TraceQLParser.Parse($"{text[..context.Replace.Start]}{item.InsertText} = 1 }}").Query!;
            var comparison = (BinaryExpression)((SpansetFilter)((SpansetStage)((SearchRoot)parsed.Root).Pipeline.Stages[0]).Expression).Condition!;
            Assert.Equal(name, ((AttributeExpression)comparison.Left).Name);
        }
    }

    [Theory]
    [InlineData("{ .a = ¦")]
    [InlineData("{ .a = \"x¦")]
    [InlineData("{ .a = `x¦")]
    [InlineData("{ .a =~ ¦")]
    [InlineData("{ .a =~ `¦")]
    public void Strings_are_quoted_and_escaped_as_they_need(string query)
    {
        foreach (var value in (string[])["GET", "", "a\"b", "a\\b", "a`b", "a`\"\\\n\r\tb", "😀", "(a|b)*.[c]"])
        {
            var (text, cursor) = Cut(query);
            var context = TraceQLCompletion.Complete(text, cursor);
            var item = context.Values!.ItemOfText(value);
            var parsed = TraceQLParser.Parse($"{text[..context.Replace.Start]}{item.InsertText} }}").Query!;
            var comparison = (BinaryExpression)((SpansetFilter)((SpansetStage)((SearchRoot)parsed.Root).Pipeline.Stages[0]).Expression).Condition!;
            var literal = ((Literal.Text)((LiteralExpression)comparison.Right).Value).Value;
            if (comparison.Operator == BinaryOperator.Matches)
                Assert.Matches($"^(?:{literal})$(?!\n)", value);
            else
                Assert.Equal(value, literal);
        }
    }

    [Fact]
    public void Numbers_are_put_in_as_literals_and_only_where_they_can_stand()
    {
        var any = Values("{ .a = ¦");
        Assert.Equal("-5", any.ItemOfLiteral("-5", "int")!.InsertText);
        Assert.Equal("minInt", any.ItemOfLiteral("-9223372036854775808", "int")!.InsertText);
        Assert.Equal("1E+20", any.ItemOfLiteral("1E+20", "float")!.InsertText);
        Assert.Null(any.ItemOfLiteral("NaN", "float"));
        Assert.Null(Values("{ .a = \"¦").ItemOfLiteral("5", "int"));
        Assert.Null(Values("{ .a =~ ¦").ItemOfLiteral("5", "int"));

        static WantedValues Values(string query) => TraceQLCompletion.Complete(Cut(query).Text, Cut(query).Cursor).Values!;
    }

    [Theory]
    [InlineData("{ .a = GE¦", ".a =~ `(?i).*GE.*`")]
    [InlineData("{ .a = \"a.b¦", ".a =~ `(?i).*a\\.b.*`")]
    [InlineData("{ .a = 2¦", null)]
    [InlineData("{ .a = \"¦", null)]
    public void What_is_typed_narrows_the_values(string query, string? expected)
    {
        var (text, cursor) = Cut(query);
        var condition = TraceQLCompletion.Complete(text, cursor).Values!.TypedCondition();
        Assert.Equal(expected, condition is null ? null : TraceQLPrinter.Print(condition));
    }

    [Theory]
    [InlineData("{ .a = 1 ", "&& || }")]
    [InlineData("{ } | ", "by select rate")]
    [InlineData("{ } with(", "most_recent")]
    public void What_was_expected_can_be_told(string text, string expected)
    {
        var found = TraceQLCompletion.ExpectedAt(text + "?", text.Length);
        foreach (var label in expected.Split(' '))
            Assert.Contains(label, found);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("({")]
    [InlineData("\"")]
    [InlineData("`")]
    [InlineData(".\"")]
    [InlineData("{ .a = ")]
    [InlineData("{ .a = 1 && ")]
    [InlineData("span.")]
    [InlineData("| by(")]
    [InlineData("/*")]
    [InlineData("\uD800")]
    [InlineData("-")]
    [InlineData("!")]
    public void Hostile_texts_are_answered(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length));
        foreach (var cursor in (int[])[-5, 0, 1, text.Length / 2, text.Length, int.MaxValue])
        {
            var context = TraceQLCompletion.Complete(text, cursor);
            Assert.InRange(context.Replace.End, context.Replace.Start, text.Length);
        }

        var half = text + string.Concat(Enumerable.Repeat("}", 10_000));
        TraceQLCompletion.Complete(half, half.Length);
    }

    private static (string Text, int Cursor) Cut(string query)
    {
        var cursor = query.IndexOf('¦', StringComparison.Ordinal);
        return (query.Remove(cursor, 1), cursor);
    }
}
