namespace OrleansAiJobs.Tests.ScriptedAi;

public sealed class ScriptedAiServer;
