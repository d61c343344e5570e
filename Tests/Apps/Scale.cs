namespace OrleansAiJobs.Tests.Apps;

/// <summary>Tests of reliability take minutes at full size (<c>FULL_SIZE=1</c>); else they are scaled down.</summary>
public static class Scale
{
    public static bool IsFull => Environment.GetEnvironmentVariable("FULL_SIZE") == "1";

    public static int Of(int full, int scaled) => IsFull ? full : scaled;

    public static TimeSpan Seconds(double full, double scaled) => TimeSpan.FromSeconds(IsFull ? full : scaled);
}
