using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Deployment;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What the compose file promises. That Compose accepts it, each of these tests shows.</summary>
[Trait("Suite", "Full")]
public sealed class ComposeFileTests
{
    [Fact]
    public async Task One_port_is_published_and_it_is_that_of_the_proxy()
    {
        var file = await ComposeFile.ReadAsync();

        var published = Assert.Single(file.Services, service => service.Value.Ports.Count > 0);
        Assert.Equal("proxy", published.Key);
        Assert.Equal(["127.0.0.1:5080:8080/tcp"], published.Value.Ports);
    }

    [Fact]
    public async Task Everything_is_watched_and_comes_back()
    {
        var file = await ComposeFile.ReadAsync();

        Assert.Equal(["frontend", "postgres", "proxy", "redis", "silo"], file.Services.Keys.Order(StringComparer.Ordinal));
        Assert.All(file.Services.Values, service => Assert.Equal("unless-stopped", service.Restart));
        Assert.All(file.Services.Values, service => Assert.NotEmpty(service.HealthCheck));
    }

    [Fact]
    public async Task Nodes_wait_for_the_servers_and_the_proxy_for_the_frontends()
    {
        var file = await ComposeFile.ReadAsync();

        foreach (var node in (string[])["silo", "frontend"])
        {
            Assert.Equal("service_healthy", file.Services[node].DependsOn["redis"]);
            Assert.Equal("service_healthy", file.Services[node].DependsOn["postgres"]);
        }

        Assert.Equal("service_healthy", file.Services["proxy"].DependsOn["frontend"]);
    }

    [Fact]
    public async Task Redis_writes_everything_down_and_forgets_nothing_and_both_servers_keep_their_data()
    {
        var file = await ComposeFile.ReadAsync();

        var command = string.Join(' ', file.Services["redis"].Command);
        Assert.Contains("--appendonly yes", command, StringComparison.Ordinal);
        Assert.Contains("--maxmemory-policy noeviction", command, StringComparison.Ordinal);
        Assert.Equal(["redis:/data:rw"], file.Services["redis"].Volumes);
        Assert.Equal(["postgres:/var/lib/postgresql/data:rw"], file.Services["postgres"].Volumes);
    }

    [Fact]
    public async Task Frontends_collect_their_garbage_as_those_do_that_are_measured()
    {
        var settings = (await ComposeFile.ReadAsync()).Services["frontend"].Environment;

        Assert.All(FrontendNode.Collector, setting => Assert.Equal(setting.Value, settings[setting.Key]));
    }

    [Fact]
    public async Task Silos_and_frontends_reach_the_servers_by_name_and_password()
    {
        var file = await ComposeFile.ReadAsync();

        var postgres = file.Services["postgres"].Environment;
        foreach (var node in (string[])["silo", "frontend"])
        {
            var settings = file.Services[node].Environment;
            Assert.Equal("redis:6379", settings["ConnectionStrings__redis"]);
            Assert.Equal(
                $"Host=postgres;Database={postgres["POSTGRES_DB"]};Username=postgres;Password={postgres["POSTGRES_PASSWORD"]}",
                settings["ConnectionStrings__postgres"]);
        }
    }

    [Fact]
    public async Task A_stopping_silo_is_given_more_time_than_it_takes()
    {
        var file = await ComposeFile.ReadAsync();

        // Jobs:DrainTimeout and what handing back takes: 20 s and 15 s.
        Assert.Equal("40s", file.Services["silo"].StopGracePeriod);
        Assert.DoesNotContain("Jobs__DrainTimeout", file.Services["silo"].Environment.Keys);
    }
}
