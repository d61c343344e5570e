using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Cluster;

/// <summary>The way to the grains.</summary>
internal static class ClusterSetup
{
    public static void AddCluster(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettingRule(Deployment.Check);
        if (Deployment.IsEmbedded(builder.Configuration))
        {
            builder.AddEmbeddedSilo();
        }
        else
        {
            builder.AddClusterClient();
        }

        builder.Services.AddSingleton<ReadinessLog>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster");
    }
}
