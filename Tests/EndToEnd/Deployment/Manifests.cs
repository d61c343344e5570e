using k8s;
using k8s.Models;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>The manifests under <c>deploy/kubernetes</c>, as the API's own types: a member that these do not have fails the reading.</summary>
internal sealed class Manifests
{
    private readonly List<object> _all;

    private Manifests(List<object> all) => _all = all;

    public V1Deployment Silo => Named<V1Deployment>("ai-jobs-silo");

    public V1Deployment Web => Named<V1Deployment>("ai-jobs-web");

    public IEnumerable<V1Deployment> Deployments => _all.OfType<V1Deployment>();

    public V1ConfigMap Config => _all.OfType<V1ConfigMap>().Single();

    public V1Secret Secret => _all.OfType<V1Secret>().Single();

    public V1Service Service => _all.OfType<V1Service>().Single();

    public IEnumerable<V1PodDisruptionBudget> Budgets => _all.OfType<V1PodDisruptionBudget>();

    public IEnumerable<V1NetworkPolicy> Policies => _all.OfType<V1NetworkPolicy>();

    /// <summary>The files that <c>kubectl apply</c> takes, and the example.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Repository.PathOf("deploy/kubernetes"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static async Task<Manifests> ReadAsync()
    {
        List<object> all = [];
        foreach (var file in Files)
        {
            all.AddRange(KubernetesYaml.LoadAllFromString(await File.ReadAllTextAsync(file), typeMap: null, strict: true));
        }

        return new Manifests(all);
    }

    private T Named<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => _all.OfType<T>().Single(one => one.Metadata.Name == name);
}
