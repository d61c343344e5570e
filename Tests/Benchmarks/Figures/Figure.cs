namespace OrleansAiJobs.Tests.Benchmarks.Figures;

/// <summary>Something measured.</summary>
/// <param name="Name">What.</param>
/// <param name="Unit">In what.</param>
/// <param name="Value">How much; NaN when it could not be measured.</param>
internal sealed record Figure(string Name, string Unit, double Value);
