using Vivace.Core;
using Vivace.Query.Scheduling;
using Xunit;

namespace Vivace.Query.Tests.Scheduling;

public sealed class FairGateTests
{
    private static readonly TenantId Shop = Tenant("shop");
    private static readonly TenantId Bank = Tenant("bank");
    private static readonly object[] Queries = [.. Enumerable.Range(0, 10).Select(static _ => new object())];

    [Fact]
    public async Task As_many_as_fit_enter_at_once_and_the_next_waits()
    {
        var gate = new FairGate(2);
        await gate.EnterAsync(Shop, "a", TestContext.Current.CancellationToken);
        await gate.EnterAsync(Shop, "a", TestContext.Current.CancellationToken);
        var third = gate.EnterAsync(Shop, "a", TestContext.Current.CancellationToken).AsTask();
        Assert.False(third.IsCompleted);
        Assert.Equal(1, gate.WaiterCount);
        gate.Leave();
        await third;
        Assert.Equal(0, gate.WaiterCount);
    }

    [Fact]
    public async Task Tenants_take_turns_and_within_a_tenant_its_queries_do()
    {
        var gate = new FairGate(1);
        await gate.EnterAsync(Shop, "first", TestContext.Current.CancellationToken);
        var order = new List<string>();
        object[] queries = ["shop heavy", "shop light", "bank"];
        Task[] waiting =
        [
            Wait(Shop, queries[0]), Wait(Shop, queries[0]), Wait(Shop, queries[0]), Wait(Shop, queries[1]), Wait(Bank, queries[2]),
        ];
        gate.Leave();
        await Task.WhenAll(waiting);
        Assert.Equal(["shop heavy", "bank", "shop light", "shop heavy", "shop heavy"], order);

        async Task Wait(TenantId tenant, object query)
        {
            await gate.EnterAsync(tenant, query, CancellationToken.None);
            order.Add((string)query);
            gate.Leave();
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        var gate = new FairGate(1);
        await gate.EnterAsync(Shop, "a", TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var cancelled = gate.EnterAsync(Shop, "b", stop.Token).AsTask();
        var patient = gate.EnterAsync(Bank, "c", TestContext.Current.CancellationToken).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Leave();
        await patient;
        gate.Leave();
        await gate.EnterAsync(Shop, "d", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Never_more_than_fit_are_inside_and_all_get_in_under_a_storm()
    {
        var gate = new FairGate(3);
        var inside = 0;
        var most = 0;
        var tasks = Enumerable.Range(0, 400).Select(i => Task.Run(async () =>
        {
            using var stop = new CancellationTokenSource();
            if (i % 5 == 0)
                stop.CancelAfter(TimeSpan.FromMilliseconds(i % 7));
            try
            {
                await gate.EnterAsync(i % 2 == 0 ? Shop : Bank, Queries[i % 10], stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            gate.Leave();
        })).ToArray();
        await Task.WhenAll(tasks);
        Assert.InRange(most, 1, 3);
        for (var i = 0; i < 3; i++)
            Assert.True(gate.EnterAsync(Shop, "after", CancellationToken.None).AsTask().IsCompletedSuccessfully);
        Assert.Equal(0, gate.WaiterCount);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private static TenantId Tenant(string name)
    {
        Assert.True(TenantId.TryParse(name, out var tenant, out _));
        return tenant;
    }
}
