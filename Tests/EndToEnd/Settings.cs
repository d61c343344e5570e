using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

internal static class Settings
{
    /// <summary>The app asks that AI; further settings by key.</summary>
    public static Dictionary<string, string> Asking(ScriptedAiServer ai, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        all["Ai:BaseUrl"] = new Uri(ai.BaseUrl, "/v1").ToString();
        return all;
    }
}
