using System.Text.Json;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>Compares jobs: members by value, JSON as JSON.</summary>
internal static class JobAssert
{
    public static void Same(AiJobState expected, AiJobState? actual)
    {
        Assert.NotNull(actual);
        SameJson(expected.Input, actual.Input);
        Assert.Equal(expected.Attempts.AsEnumerable(), actual.Attempts.AsEnumerable());
        SameColumns(expected, actual);
    }

    /// <summary>As <see cref="Same"/>, for a row read for a listing.</summary>
    public static void SameListed(AiJobState expected, AiJobState actual)
    {
        Assert.Equal("", actual.Input);
        Assert.Equal(expected.NextAttemptAt is null ? [] : expected.Attempts.AsEnumerable(), actual.Attempts.AsEnumerable());
        SameColumns(expected with { BatchSize = null, TraceParent = null }, actual);
    }

    private static void SameColumns(AiJobState expected, AiJobState actual)
    {
        SameJson(expected.InputPreview, actual.InputPreview);
        SameJson(expected.Result, actual.Result);
        Assert.Equal(
            expected with { Input = "", Attempts = [], InputPreview = "", Result = null },
            actual with { Input = "", Attempts = [], InputPreview = "", Result = null });
    }

    private static void SameJson(string? expected, string? actual)
    {
        if (expected is null || actual is null)
        {
            Assert.Equal(expected, actual);
            return;
        }

        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"Expected {expected}, got {actual}.");
    }
}
