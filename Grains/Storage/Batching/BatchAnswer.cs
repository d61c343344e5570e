using System.Runtime.InteropServices;

namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>What came of a call.</summary>
/// <param name="Value">The database's answer.</param>
/// <param name="WasRepeated">An earlier sending failed, and may have taken effect all the same.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchAnswer<T>(T Value, bool WasRepeated);
