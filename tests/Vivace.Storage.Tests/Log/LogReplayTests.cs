using Vivace.Storage.Log;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Log;

public sealed class LogReplayTests
{
    [Fact]
    public async Task A_torn_tail_of_any_length_costs_only_the_unfinished_record()
    {
        var (path, bytes, records, ends) = await OneSegmentAsync(4);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var files = new FaultyFileSystem();
            files.WriteAllBytes(path, bytes.AsSpan(0, length));
            var whole = ends.Count(end => end <= length);

            var (result, found) = await LogTestBed.ReplayAsync(files);
            Assert.Equal(records.Take(whole), found);
            Assert.Empty(result.Damages);
            Assert.Equal(length - (length < LogSegmentHeader.SizeBytes ? 0 : whole == 0 ? LogSegmentHeader.SizeBytes : ends[whole - 1]), result.TornBytes);

            // Cut off for good: the next start finds nothing torn any more.
            var (again, foundAgain) = await LogTestBed.ReplayAsync(files);
            Assert.Equal(0, again.TornBytes);
            Assert.Equal(found, foundAgain);
        }
    }

    [Fact]
    public async Task Appending_goes_on_after_a_torn_tail()
    {
        var (path, bytes, records, _) = await OneSegmentAsync(4);
        foreach (var length in new[] { 0, 10, LogSegmentHeader.SizeBytes, LogSegmentHeader.SizeBytes + 5, bytes.Length - 1 })
        {
            var files = new FaultyFileSystem();
            files.WriteAllBytes(path, bytes.AsSpan(0, length));
            var seen = new Collected();
            await using (var log = await LogTestBed.OpenAsync(files))
            {
                await log.ReplayAsync(seen, default);
                log.Start(seen);
                for (var i = 10; i < 13; i++)
                    Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(i), default)).IsAccepted);
            }

            var (result, found) = await LogTestBed.ReplayAsync(files);
            Assert.Equal(seen.Records, found);
            Assert.Empty(result.Damages);
            Assert.True(found.Count >= 3 && found.Count <= records.Count + 3);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Damage_in_any_byte_of_a_record_costs_only_that_record(int damaged)
    {
        var (path, bytes, records, ends) = await OneSegmentAsync(5);
        var start = damaged == 0 ? LogSegmentHeader.SizeBytes : ends[damaged - 1];
        for (var offset = start; offset < ends[damaged]; offset++)
        {
            foreach (var change in new Func<byte, byte>[] { b => (byte)(b ^ 1), b => (byte)(b ^ 0x80), b => (byte)~b })
            {
                var files = new FaultyFileSystem();
                var copy = bytes.ToArray();
                copy[offset] = change(copy[offset]);
                files.WriteAllBytes(path, copy);
                await AddSegmentAsync(files, path, 6);

                var (result, found) = await LogTestBed.ReplayAsync(files);
                Assert.Equal(records.Where((_, index) => index != damaged), found.Take(4));
                var damage = Assert.Single(result.Damages);
                Assert.Equal((path, (long)start, (long)(ends[damaged] - start), 1UL),
                    (damage.Path, damage.Offset, damage.LengthBytes, damage.LostRecordCount));
            }
        }
    }

    [Fact]
    public async Task Damage_in_the_middle_of_the_last_segment_is_reported_too()
    {
        var (path, bytes, records, ends) = await OneSegmentAsync(5);
        bytes[ends[1] + 50] ^= 4;
        var files = new FaultyFileSystem();
        files.WriteAllBytes(path, bytes);

        var (result, found) = await LogTestBed.ReplayAsync(files);
        Assert.Equal(records.Where((_, index) => index != 2), found);
        Assert.Equal(ends[1], Assert.Single(result.Damages).Offset);
        Assert.Equal(0, result.TornBytes);
    }

    [Fact]
    public async Task Damage_in_any_byte_of_a_segments_header_costs_no_record()
    {
        var (path, bytes, records, _) = await OneSegmentAsync(3);
        for (var offset = 0; offset < LogSegmentHeader.SizeBytes; offset++)
        {
            var files = new FaultyFileSystem();
            var copy = bytes.ToArray();
            copy[offset] ^= 0x10;
            files.WriteAllBytes(path, copy);

            var (result, found) = await LogTestBed.ReplayAsync(files);
            Assert.Equal(records, found);
            Assert.Equal((0L, (long)LogSegmentHeader.SizeBytes), (result.Damages[0].Offset, result.Damages[0].LengthBytes));
        }
    }

    [Fact]
    public async Task A_segment_of_a_newer_format_is_refused_with_its_name()
    {
        var files = new FaultyFileSystem();
        var header = new byte[LogSegmentHeader.SizeBytes];
        new LogSegmentHeader(2, 1, 7).Write(header);
        var path = LogSegmentFile.PathOf(LogTestBed.Folder, 1);
        files.WriteAllBytes(path, header);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => LogTestBed.ReplayAsync(files));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_of_which_nothing_is_readable_is_set_aside_and_its_numbers_are_not_used_again()
    {
        var (path, bytes, _, _) = await OneSegmentAsync(5);
        var files = new FaultyFileSystem();
        var garbage = new byte[bytes.Length];
        new Random(5).NextBytes(garbage);
        files.WriteAllBytes(path, garbage);

        var seen = new Collected();
        await using (var log = await LogTestBed.OpenAsync(files))
        {
            var result = await log.ReplayAsync(seen, default);
            Assert.Single(result.Damages);
            log.Start(seen);
            Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[9], default)).IsAccepted);
        }

        Assert.DoesNotContain(seen.Records, record => record.Sequence <= 5);
        Assert.Equal(garbage, files.ReadAllBytes(path + ".damaged"));
        Assert.Equal(seen.Records, (await LogTestBed.ReplayAsync(files)).Records);
    }

    [Fact]
    public async Task A_damaged_segment_is_kept_aside_when_its_good_records_are_released()
    {
        var (path, bytes, records, ends) = await OneSegmentAsync(5);
        bytes[ends[1] + 50] ^= 4;
        var files = new FaultyFileSystem();
        files.WriteAllBytes(path, bytes);

        await using (var log = await LogTestBed.StartAsync(files, new Collected()))
        {
            Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[9], default)).IsAccepted);
            Assert.True(files.FileExists(path));
            log.ReleaseBefore(records[^1].Sequence + 1);
        }

        Assert.False(files.FileExists(path));
        Assert.Equal(bytes, files.ReadAllBytes(path + ".damaged"));
        Assert.Single((await LogTestBed.ReplayAsync(files)).Records);
    }

    [Fact]
    public async Task A_payload_that_looks_like_a_record_is_never_taken_for_one()
    {
        var (_, segment, _, _) = await OneSegmentAsync(3);
        var files = new FaultyFileSystem();
        await using (var log = await LogTestBed.StartAsync(files, new Collected()))
        {
            await log.AppendAsync(LogTestBed.Tenant("shop"), segment, default);
            await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(1), default);
        }

        var path = Assert.Single(LogTestBed.Segments(files));
        var bytes = files.ReadAllBytes(path);
        bytes[LogSegmentHeader.SizeBytes + 9] ^= 1;
        files.WriteAllBytes(path, bytes);

        var (result, found) = await LogTestBed.ReplayAsync(files);
        Assert.Equal(2UL, Assert.Single(found).Sequence);
        Assert.Equal(1UL, Assert.Single(result.Damages).LostRecordCount);
    }

    [Fact]
    public async Task A_cancelled_replay_changes_nothing_and_may_be_repeated()
    {
        var (path, bytes, records, _) = await OneSegmentAsync(4);
        var files = new FaultyFileSystem();
        files.WriteAllBytes(path, bytes.AsSpan(0, bytes.Length - 1));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var seen = new Collected();
        await using var log = await LogTestBed.OpenAsync(files);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.ReplayAsync(seen, cancelled.Token));
        Assert.Equal(bytes.Length - 1, files.ReadAllBytes(path).Length);
        await log.ReplayAsync(seen, default);
        Assert.Equal(records.Take(3), seen.Records);
        Assert.Equal(1, log.ReplayProgress.Ratio);
    }

    /// <summary>The bytes of a segment, its records, and where each ends.</summary>
    private static async Task<(string Path, byte[] Bytes, List<Seen> Records, List<int> Ends)> OneSegmentAsync(int count)
    {
        var files = new FaultyFileSystem();
        var records = await LogTestBed.FillAsync(files, count);
        var path = Assert.Single(LogTestBed.Segments(files));
        var ends = new List<int>();
        var end = LogSegmentHeader.SizeBytes;
        foreach (var record in records)
            ends.Add(end += (int)LogRecordHeader.RecordSize(record.Tenant.Length, record.Payload.Length / 2));
        var bytes = files.ReadAllBytes(path);
        Assert.Equal(end, bytes.Length);
        return (path, bytes, records, ends);
    }

    /// <summary>Lets another segment follow, so that the one before is not the last.</summary>
    private static async Task AddSegmentAsync(FaultyFileSystem files, string path, int firstSequence)
    {
        var other = new FaultyFileSystem();
        await LogTestBed.FillAsync(other, 1, LogTestBed.Options with { NextSequenceAtLeast = (ulong)firstSequence });
        var segment = Assert.Single(LogTestBed.Segments(other));
        files.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(segment)), other.ReadAllBytes(segment));
    }
}
