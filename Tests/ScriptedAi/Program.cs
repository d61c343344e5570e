using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using OrleansAiJobs.Tests.ScriptedAi;

// --urls http://127.0.0.1:9090 --reply-delay 00:00:02 --chunk-delay 00:00:00.050 --chunks 20
var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var port = Uri.TryCreate(settings["urls"], UriKind.Absolute, out var address) ? address.Port : 0;

await using var server = await ScriptedAiServer.StartAsync(TimeProvider.System, port);
server.Default = new AiReply
{
    Delay = settings.GetValue("reply-delay", TimeSpan.Zero),
    ChunkDelay = settings.GetValue("chunk-delay", TimeSpan.Zero),
    Chunks = settings.GetValue("chunks", 20),
};
Console.WriteLine($"The scripted AI listens on {server.BaseUrl}");

var stop = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await stop.Task;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}
