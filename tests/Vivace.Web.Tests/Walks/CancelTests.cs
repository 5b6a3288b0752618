using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using Vivace.Server.Tests.Hosting;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>Searches that are cancelled: what the page shows of them, and that the server stops, or a data source that never answers learns of it.</summary>
public sealed class CancelTests(BrowserFixture browser)
{
    [Fact]
    public async Task Cancelling_ends_the_search_at_the_server()
    {
        using var source = new SilentTempo();
        await using var server = await ServerProcess.StartAsync(null, $"-vivace.web.data_source.url={source.Address}");
        await using var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{server.Port("web page")}");
        await page.Tab.GotoAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ name = \"slow\" }"));
        var cancel = page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel", Exact = true });
        await cancel.First.ClickAsync();
        await source.SearchEnded.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Expect(page.Tab.GetByText("stopped").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_server_stops_in_the_middle_of_a_heavy_search_that_is_cancelled()
    {
        var token = TestContext.Current.CancellationToken;
        await using var heavy = await HeavySearch.StartAsync(token);
        var rowGroups = await heavy.RowGroupsAsync(token);
        Assert.True(rowGroups >= 8, $"only {rowGroups} row groups");
        var readBefore = await heavy.CounterAsync("vivace_query_row_groups_total", "", token);

        await using var page = await BrowserPage.OpenAsync(browser, heavy.Page);
        await page.Tab.GotoAsync("/explore?chart=none&mode=traceql&q=" + Uri.EscapeDataString(HeavySearch.Query));
        var cancel = page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel", Exact = true }).First;
        await cancel.WaitForAsync();
        while (await heavy.RunningAsync(token) == 0)
            await Task.Delay(20, token);
        await cancel.FocusAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(page.Tab.GetByText("stopped").First).ToBeVisibleAsync();

        // A server that ran on would read all row groups before no query runs any more.
        while (await heavy.RunningAsync(token) > 0)
            await Task.Delay(20, token);
        var read = await heavy.CounterAsync("vivace_query_row_groups_total", "", token) - readBefore;
        Assert.InRange(read, 0, rowGroups - 1);
        Assert.Equal(1, await heavy.CounterAsync("tempo_query_frontend_queries_total", "op=\"search\",result=\"canceled\"", token));
        page.AssertFaultless();
    }

    /// <summary>Speaks just enough HTTP: answers everything but searches, and notices when the asker of a search leaves.</summary>
    private sealed class SilentTempo : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public SilentTempo()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public Task SearchEnded => _ended.Task;

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!_stop.IsCancellationRequested)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using var owned = client;
            await using var stream = client.GetStream();
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (Encoding.ASCII.GetString(buffer, 0, count).StartsWith("GET /api/search?", StringComparison.Ordinal))
                {
                    // Nothing more is sent by a client that waits: the next read ends when it leaves.
                    if (await stream.ReadAsync(buffer, _stop.Token) == 0)
                        _ended.TrySetResult();
                    return;
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), _stop.Token);
            }
        }
    }
}
