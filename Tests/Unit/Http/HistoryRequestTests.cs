using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class HistoryRequestTests
{
    [Fact]
    public void Without_parameters_it_asks_for_the_newest_twenty()
    {
        var request = HistoryRequest.Read(null, null, null, null);

        Assert.Equal(new HistoryQuery { Limit = 20 }, request.Query);
        Assert.Null(request.Refusal);
    }

    [Fact]
    public void All_parameters_reach_the_query()
    {
        var place = new HistoryPosition(DateTimeOffset.UnixEpoch, Guid.AllBitsSet);

        var request = HistoryRequest.Read("100", HistoryCursor.Encode(place), "titles", "completed");

        Assert.Equal(new HistoryQuery { Limit = 100, After = place, Type = "titles", Status = JobStatus.Completed }, request.Query);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("1,2")]
    [InlineData("٣")]
    [InlineData("99999999999999999999")]
    public void A_bad_limit_is_refused(string limit)
    {
        Assert.Same(Problems.InvalidParameter, HistoryRequest.Read(limit, null, null, null).Refusal?.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Titles")]
    [InlineData("a b")]
    [InlineData("titles,summary")]
    [InlineData("\0")]
    [InlineData("a23456789012345678901234567890123456789012345678901")]
    public void A_bad_type_is_refused(string type)
    {
        Assert.Same(Problems.InvalidParameter, HistoryRequest.Read(null, null, type, null).Refusal?.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Completed")]
    [InlineData("done")]
    [InlineData("2")]
    public void A_bad_status_is_refused(string status)
    {
        Assert.Same(Problems.InvalidParameter, HistoryRequest.Read(null, null, null, status).Refusal?.Kind);
    }

    [Fact]
    public void A_broken_cursor_is_refused()
    {
        Assert.Same(Problems.InvalidCursor, HistoryRequest.Read(null, "broken", null, null).Refusal?.Kind);
        Assert.Same(Problems.InvalidCursor, HistoryRequest.Read(null, string.Empty, null, null).Refusal?.Kind);
    }

    [Fact]
    public void Every_state_is_found_by_its_name()
    {
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            Assert.Equal(status, HistoryRequest.Read(null, null, null, JobStatusNames.Of(status)).Query?.Status);
        }
    }
}
