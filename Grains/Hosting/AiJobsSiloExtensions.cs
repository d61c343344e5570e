using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Runtime.GrainDirectory;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Summary;
using OrleansAiJobs.Grains.JobTypes.Titles;
using OrleansAiJobs.Grains.Recovery;
using OrleansAiJobs.Grains.Running;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;
using OrleansAiJobs.Grains.Storage.Sqlite;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>Makes a silo run AI jobs.</summary>
public static class AiJobsSiloExtensions
{
    /// <summary>
    /// One process, nothing else: jobs in a SQLite file under <c>Storage:Path</c>, everything else in memory.
    /// A restart loses nothing, since the rows are the truth.
    /// </summary>
    public static ISiloBuilder AddEmbeddedAiJobs(this ISiloBuilder silo)
    {
        silo.UseInMemoryReminderService();
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.Services.AddSettings<StorageOptions>(StorageOptions.Section);
        silo.Services.AddSingleton<IAiJobStore, SqliteJobStore>();
        return silo.AddAiJobs();
    }

    /// <summary>
    /// A silo of a cluster: jobs in Postgres (<c>ConnectionStrings:postgres</c>). Clustering, reminders and a grain storage named
    /// <c>PubSubStore</c> are for the host to add.
    /// </summary>
    public static ISiloBuilder AddClusteredAiJobs(this ISiloBuilder silo)
    {
        silo.Services.AddSettingRule(PostgresConnections.Check);
        silo.Services.AddSingleton(services => PostgresConnections.Create(
            services.GetRequiredService<IConfiguration>().GetConnectionString("postgres") is { Length: > 0 } connection
                ? connection
                : throw new StorageException("ConnectionStrings:postgres must say where the database is, such as Host=localhost;Database=ai.")));
        silo.Services.AddSingleton<IAiJobStore, PostgresJobStore>();
        silo.Services.AddSingleton<IKeyStore, PostgresKeyStore>();
        silo.Services.AddSingleton<IGrainDirectoryCache, NewJobPlaces>();
        return silo.AddAiJobs();
    }

    /// <summary>Registers a further kind of job.</summary>
    public static IServiceCollection AddJobType<TJobType>(this IServiceCollection services)
        where TJobType : class, IJobType => services.AddSingleton<IJobType, TJobType>();

    /// <summary>What a stopping silo needs beyond the drain, to hand jobs back and leave the cluster.</summary>
    private static readonly TimeSpan HandBackTime = TimeSpan.FromSeconds(15);

    private static ISiloBuilder AddAiJobs(this ISiloBuilder silo)
    {
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        KnownGrainInterfaces.AddTo(services);
        services.AddSettings<JobsOptions>(JobsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.AddAi(silo.Configuration);
        services.AddJobType<TitlesJobType>().AddJobType<SummaryJobType>();
        services.AddSingleton<JobTypeCatalog>();
        services.AddSingleton<JobRules>();
        services.AddSingleton<Retention>();
        services.AddBrake();
        services.AddSingleton<JobSlots>();
        services.AddSingleton<HeldJobs>();
        services.AddSingleton(provider => new LivePace(provider.GetRequiredService<HeldJobs>(), Environment.ProcessorCount));
        services.AddSingleton<UncalledStarts>();
        services.AddSingleton<DurationSamples>();
        services.AddSingleton(new CollectionPace(Environment.ProcessorCount));
        services.AddSingleton<JobRunner>();
        services.AddSingleton<MetInboxes>();
        services.AddSingleton<OpenWindows>();
        services.AddSingleton<StartNews>();
        services.AddSingleton<DrainOnStop>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<DrainOnStop>());
        services.AddSingleton<IWorkInProgress>(provider => provider.GetRequiredService<DrainOnStop>());
        services.AddOptions<HostOptions>().Configure<IOptions<JobsOptions>>(
            (host, jobs) => host.ShutdownTimeout = jobs.Value.DrainTimeout + HandBackTime);
        services.AddAiJobGrainStorage(AiJobGrain.StorageName);
        services.AddDriverExceptions();
        services.AddHostedService<StorePreparation>();
        services.AddHostedService<PastRuns>();
        services.AddHostedService<SweepSchedule>();
        services.AddHostedService<OwnRowsCheck>();
        services.AddHostedService<QuietCollection>();
        if (AiJobsTelemetry.Sends(silo.Configuration))
        {
            silo.AddActivityPropagation();
        }

        return silo.AddFeedStreams();
    }
}
