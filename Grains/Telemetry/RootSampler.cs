using OpenTelemetry.Trace;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>
/// A trace begins with a request or with a job. The calls that silos and frontends make for themselves, such as for reports, leases, sweeps
/// and commits, would each be a trace of one span, and far more of them than of all others.
/// </summary>
internal sealed class RootSampler : Sampler
{
    /// <summary>What ASP.NET calls a request before its route is known.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(
        samplingParameters.Name is Request or TelemetryNames.Spans.Queue or TelemetryNames.Spans.Attempt
            ? SamplingDecision.RecordAndSample
            : SamplingDecision.Drop);
}
