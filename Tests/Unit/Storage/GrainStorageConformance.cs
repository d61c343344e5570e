using Orleans.Storage;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>What Orleans asks of every grain storage: the list of its own test kit, over each store.</summary>
public abstract class GrainStorageConformance : StoreTest
{
    private AiJobGrainStorage Storage => new(Store, TimeProvider.System);

    public static TheoryData<string> Keys => ["a-string-key", "Ключ-зерна", "33900", "0199b7c25f0e7a319d570f2c7e5f3a10"];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task What_was_written_is_read_whatever_the_key(string key)
    {
        var grain = GrainId.Create("job", key);
        var written = NewState(grain);

        await Storage.WriteStateAsync("job", grain, written);

        var read = await ReadAsync(grain);
        JobAssert.Same(written.State!.Job!, read.State?.Job);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
        Assert.True(written.RecordExists);
    }

    [Fact]
    public async Task Integer_keys_work_too()
    {
        var grain = GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateIntegerKey(long.MaxValue));
        var written = NewState(grain);

        await Storage.WriteStateAsync("job", grain, written);

        Assert.Equal(written.ETag, (await ReadAsync(grain)).ETag);
    }

    [Fact]
    public async Task Reading_nothing_gives_an_empty_state()
    {
        var state = NewState(NewGrain());
        state.ETag = "old";
        state.RecordExists = true;

        await Storage.ReadStateAsync("job", NewGrain(), state);

        AssertEmpty(state);
    }

    [Fact]
    public async Task A_new_job_is_not_looked_for_before_somebody_asks_again()
    {
        var grain = GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateGuidKey(Guid.CreateVersion7()));
        var written = NewState(grain);
        await Storage.WriteStateAsync("job", grain, written);
        var state = NewState(grain);

        await Storage.ReadStateAsync("job", grain, state);
        Assert.Equal((true, false, null, null), (state.State?.IsUnread, state.RecordExists, state.ETag, state.State?.Job));

        await Storage.ReadStateAsync("job", grain, state);
        Assert.Equal((false, true, written.ETag), (state.State?.IsUnread, state.RecordExists, state.ETag));
        JobAssert.Same(written.State!.Job!, state.State?.Job);
    }

    [Fact]
    public async Task Clearing_before_any_write_succeeds()
    {
        var grain = NewGrain();
        var state = NewState(grain);

        await Storage.ClearStateAsync("job", grain, state);

        AssertEmpty(state);
    }

    [Fact]
    public async Task Clearing_removes_the_row_and_may_be_repeated()
    {
        var grain = NewGrain();
        var state = NewState(grain);
        await Storage.WriteStateAsync("job", grain, state);

        await Storage.ClearStateAsync("job", grain, state);
        AssertEmpty(state);
        await Storage.ClearStateAsync("job", grain, state);

        AssertEmpty(state);
        AssertEmpty(await ReadAsync(grain));
    }

    [Fact]
    public async Task A_deletion_that_is_to_be_remembered_is_read_back_without_a_row()
    {
        var grain = GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateGuidKey(SampleJobs.Keyed().Id));
        var state = NewState(grain);
        await Storage.WriteStateAsync("job", grain, state);
        state.State!.DeletedAt = SampleJobs.Noon;

        await Storage.ClearStateAsync("job", grain, state);

        AssertEmpty(state);
        var read = await ReadAsync(grain);
        AssertEmpty(read);
        Assert.Equal((SampleJobs.Noon, SampleJobs.Noon), (state.State!.DeletedAt, read.State!.DeletedAt));
    }

    [Fact]
    public async Task A_cleared_state_can_be_written_again()
    {
        var grain = NewGrain();
        var state = NewState(grain);
        await Storage.WriteStateAsync("job", grain, state);
        var first = state.ETag;
        await Storage.ClearStateAsync("job", grain, state);

        state.State = NewState(grain).State;
        await Storage.WriteStateAsync("job", grain, state);

        Assert.NotEqual(first, state.ETag);
        Assert.Equal(state.ETag, (await ReadAsync(grain)).ETag);
    }

    [Fact]
    public async Task The_etag_changes_with_every_write_even_of_equal_values()
    {
        var grain = NewGrain();
        var state = NewState(grain);
        var etags = new HashSet<string?>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            await Storage.WriteStateAsync("job", grain, state);
            etags.Add(state.ETag);
        }

        Assert.Equal(5, etags.Count);
        Assert.DoesNotContain(null, etags);
    }

    [Fact]
    public async Task A_duplicate_insert_is_inconsistent()
    {
        var grain = NewGrain();
        await Storage.WriteStateAsync("job", grain, NewState(grain));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("job", grain, NewState(grain)));
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("6d9af0c5-5b43-4b4d-8a53-2bd0a1c7a0f6")]
    public async Task Writing_with_an_etag_of_no_row_is_inconsistent(string etag)
    {
        var grain = NewGrain();
        var state = NewState(grain);
        state.ETag = etag;

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("job", grain, state));

        Assert.Equal(etag, state.ETag);
    }

    [Fact]
    public async Task Writing_or_clearing_with_an_outdated_etag_is_inconsistent_and_changes_nothing()
    {
        var grain = NewGrain();
        var state = NewState(grain);
        await Storage.WriteStateAsync("job", grain, state);
        var outdated = await ReadAsync(grain);
        await Storage.WriteStateAsync("job", grain, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("job", grain, outdated));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("job", grain, outdated));

        Assert.Equal(state.ETag, (await ReadAsync(grain)).ETag);
    }

    [Fact]
    public async Task Clearing_a_row_that_was_never_read_is_inconsistent()
    {
        var grain = NewGrain();
        await Storage.WriteStateAsync("job", grain, NewState(grain));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("job", grain, NewState(grain)));

        Assert.True((await ReadAsync(grain)).RecordExists);
    }

    [Fact]
    public async Task A_hundred_grains_write_ten_times_in_parallel()
    {
        var grains = Enumerable.Range(0, 100).Select(i => GrainId.Create("job", $"grain-{i}"));

        await Task.WhenAll(grains.Select(async grain =>
        {
            var state = NewState(grain);
            for (var i = 0; i < 10; i++)
            {
                var before = state.ETag;
                state.State = new AiJobRecord { Job = state.State!.Job! with { Version = i + 1 } };
                await Storage.WriteStateAsync("job", grain, state);

                var read = await ReadAsync(grain);
                Assert.NotEqual(before, state.ETag);
                Assert.Equal(state.ETag, read.ETag);
                Assert.Equal(i + 1, read.State?.Job?.Version);
            }
        }));
    }

    [Fact]
    public async Task What_is_written_is_the_state_at_the_call()
    {
        var grain = NewGrain();
        var state = NewState(grain);
        var job = state.State!.Job!;

        var write = Storage.WriteStateAsync("job", grain, state);
        state.State!.Job = job with { Version = 99 };
        await write;

        Assert.Equal(job.Version, (await ReadAsync(grain)).State?.Job?.Version);
    }

    [Fact]
    public async Task A_job_with_another_id_than_its_grain_is_refused()
    {
        var grain = NewGrain();

        await Assert.ThrowsAsync<ArgumentException>(() => Storage.WriteStateAsync("job", grain, NewState(NewGrain())));

        AssertEmpty(await ReadAsync(grain));
    }

    [Fact]
    public async Task A_state_of_another_type_is_refused_by_name()
    {
        var exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => Storage.ReadStateAsync("job", NewGrain(), new GrainState<List<int>> { State = [] }));

        Assert.Contains("List", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_record_is_cleared_not_written()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Storage.WriteStateAsync("job", NewGrain(), new GrainState<AiJobRecord> { State = new AiJobRecord() }));
    }

    private static GrainId NewGrain() => GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateGuidKey(Guid.NewGuid()));

    private static GrainState<AiJobRecord> NewState(GrainId grain) => new()
    {
        State = new AiJobRecord { Job = SampleJobs.Pending() with { Id = JobIds.FromGrain(grain) } },
    };

    private async Task<GrainState<AiJobRecord>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<AiJobRecord> { State = new AiJobRecord() };
        await Storage.ReadStateAsync("job", grain, state);
        return state;
    }

    private static void AssertEmpty(GrainState<AiJobRecord> state)
    {
        Assert.NotNull(state.State);
        Assert.Null(state.State!.Job);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
    }
}
