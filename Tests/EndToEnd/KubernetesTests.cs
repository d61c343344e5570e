using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Deployment;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What the Kubernetes manifests promise, held against the code. That the API's types have all their members, each of these tests shows.</summary>
[Collection(AllOnOneApp.Name)]
public sealed partial class KubernetesTests(SharedApp shared)
{
    // Not ours: the vendors' own.
    private static readonly string[] ForeignSettings = ["OPENAI_API_KEY", .. FrontendNode.Collector.Keys];

    [Fact]
    public async Task Every_variable_is_a_setting()
    {
        var manifests = await Manifests.ReadAsync();
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/configuration.md"));
        var known = Settings().Matches(page).Select(setting => setting.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        var named = manifests.Deployments.SelectMany(Containers).SelectMany(container => container.Env).Select(variable => variable.Name);
        var variables = named.Concat(manifests.Config.Data.Keys).Concat(manifests.Secret.StringData.Keys).Distinct(StringComparer.Ordinal).ToArray();

        Assert.Contains("Orleans__AdvertisedAddress", variables);
        Assert.All(variables.Except(ForeignSettings, StringComparer.Ordinal), variable => Assert.Contains(known, key => IsPartOf(variable.Replace("__", ":", StringComparison.Ordinal), key)));
        Assert.All(ForeignSettings, variable => Assert.Contains($"`{variable}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frontends_collect_their_garbage_as_those_do_that_are_measured()
    {
        var variables = Containers((await Manifests.ReadAsync()).Web).Single().Env.ToDictionary(variable => variable.Name, variable => variable.Value);

        Assert.All(FrontendNode.Collector, setting => Assert.Equal(setting.Value, variables[setting.Key]));
    }

    [Fact]
    public async Task Whatever_is_referred_to_is_there()
    {
        var manifests = await Manifests.ReadAsync();

        foreach (var container in manifests.Deployments.SelectMany(Containers))
        {
            Assert.All(container.EnvFrom.Where(source => source.ConfigMapRef is not null), source => Assert.Equal(manifests.Config.Metadata.Name, source.ConfigMapRef.Name));
            Assert.All(container.EnvFrom.Where(source => source.SecretRef is not null), source => Assert.Equal(manifests.Secret.Metadata.Name, source.SecretRef.Name));
            Assert.All(container.Env.Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>(), key =>
            {
                Assert.Equal(manifests.Secret.Metadata.Name, key.Name);
                Assert.Contains(key.Key, manifests.Secret.StringData.Keys);
            });
            var ports = container.Ports.Select(port => port.Name).ToArray();
            Assert.All(Probes(container), probe => Assert.Contains((probe.HttpGet?.Port ?? probe.TcpSocket.Port).Value, ports));
        }

        Assert.All(manifests.Deployments, deployment => Assert.Equal(deployment.Spec.Template.Metadata.Labels.Intersect(deployment.Spec.Selector.MatchLabels), deployment.Spec.Selector.MatchLabels));
        Assert.Equal(manifests.Web.Spec.Selector.MatchLabels, manifests.Service.Spec.Selector);
        Assert.Contains(Containers(manifests.Web).Single().Ports, port => port.Name == manifests.Service.Spec.Ports.Single().TargetPort.Value);
        var guarded = manifests.Deployments.Select(deployment => deployment.Spec.Selector.MatchLabels["app.kubernetes.io/name"]).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(guarded, manifests.Budgets.Select(budget => budget.Spec.Selector.MatchLabels["app.kubernetes.io/name"]).Order(StringComparer.Ordinal));
        Assert.Equal(guarded, manifests.Policies.Select(policy => policy.Spec.PodSelector.MatchLabels["app.kubernetes.io/name"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Probes_ask_what_the_frontend_answers()
    {
        var container = Containers((await Manifests.ReadAsync()).Web).Single();

        var paths = Probes(container).Select(probe => probe.HttpGet.Path).Distinct(StringComparer.Ordinal).ToArray();

        Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
        // One that has lost the cluster is not cured by a restart.
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        using var http = new HttpClient { BaseAddress = shared.App.BaseUrl };
        foreach (var path in paths)
        {
            using var answer = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Ports_are_those_that_the_images_and_settings_have()
    {
        var manifests = await Manifests.ReadAsync();

        foreach (var (deployment, file) in new[] { (manifests.Silo, "Silo/Dockerfile"), (manifests.Web, "WebFrontend/Dockerfile") })
        {
            var exposed = (await Dockerfile.ReadAsync(file)).Ports;
            Assert.Equal(exposed, Containers(deployment).Single().Ports.Select(port => port.ContainerPort));
        }

        Assert.Equal(
            [await DefaultOfAsync("Orleans:SiloPort"), await DefaultOfAsync("Orleans:GatewayPort")],
            Containers(manifests.Silo).Single().Ports.Select(port => port.ContainerPort.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Nobody_is_killed_before_the_time_that_it_takes_to_stop_is_over()
    {
        var manifests = await Manifests.ReadAsync();
        var drain = TimeSpan.Parse(await DefaultOfAsync("Jobs:DrainTimeout"), CultureInfo.InvariantCulture);
        // As the row of Jobs:DrainTimeout says, what handing back takes.
        var handBack = TimeSpan.FromSeconds(15);

        Assert.True(Grace(manifests.Silo) >= drain + handBack);
        Assert.Null(Containers(manifests.Silo).Single().Lifecycle);
        var pause = TimeSpan.FromSeconds(Containers(manifests.Web).Single().Lifecycle.PreStop.Sleep.Seconds);
        Assert.True(pause > TimeSpan.Zero);
        Assert.True(Grace(manifests.Web) >= pause + new HostOptions().ShutdownTimeout);
        Assert.DoesNotContain("Jobs__DrainTimeout", manifests.Config.Data.Keys);
    }

    [Fact]
    public async Task Pods_have_no_more_rights_than_they_need_and_say_what_they_take()
    {
        var manifests = await Manifests.ReadAsync();

        foreach (var deployment in manifests.Deployments)
        {
            var pod = deployment.Spec.Template.Spec;
            var container = Containers(deployment).Single();
            Assert.Equal((true, 1654L, false), (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser, pod.AutomountServiceAccountToken));
            Assert.Equal((true, false), (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation));
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Superset(new HashSet<string>(["cpu", "memory"], StringComparer.Ordinal), container.Resources.Requests.Keys.ToHashSet(StringComparer.Ordinal));
        }

        Assert.DoesNotContain(Containers(manifests.Web).Single().EnvFrom, source => source.SecretRef is not null);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Every_object_is_valid_by_the_schema_of_its_kind()
    {
        const string Schemas = "Tests/EndToEnd/Deployment/Schemas";
        var folder = await NpmPackages.InstallAsync(Schemas, "kubernetes-schemas");

        var output = await Command.RunToSuccessAsync(
            ["node", Repository.PathOf($"{Schemas}/validate.mjs"), .. Manifests.Files], folder, new Dictionary<string, string?>());

        Assert.Equal("9 objects are valid", output.Trim());
    }

    private static IEnumerable<V1Container> Containers(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers;

    private static IEnumerable<V1Probe> Probes(V1Container container) => [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe];

    private static TimeSpan Grace(V1Deployment deployment) => TimeSpan.FromSeconds(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds!.Value);

    /// <summary>A list has numbered members, and what ASP.NET binds by itself has members that the page does not list.</summary>
    private static bool IsPartOf(string variable, string key) => variable == key || variable.StartsWith($"{key}:", StringComparison.Ordinal);

    private static async Task<string> DefaultOfAsync(string key) => Settings()
        .Matches(await File.ReadAllTextAsync(Repository.PathOf("docs/configuration.md")))
        .Single(row => row.Groups["key"].Value == key).Groups["value"].Value;

    [GeneratedRegex(@"^\| `(?<key>[A-Za-z:]+)`(, `(?<key>[A-Za-z:]+)`)* \| `?(?<value>[^`|]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Settings();
}
