using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Keeps the keys of session cookies with the jobs, so that a restart logs nobody out and every frontend knows them.</summary>
internal static class KeyRing
{
    public static void AddKeyRing(this WebApplicationBuilder builder, bool embedded)
    {
        builder.Services.AddDataProtection()
            .SetApplicationName("orleans-ai-jobs")
            // Reading a cookie, which each request does, takes a fraction of what the default (AES-CBC and HMAC) takes. Older keys keep what they were made for.
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        // It warns that the keys are not encrypted at rest: who may read the database, or the folder below, is what protects them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        if (!embedded)
        {
            builder.Services.AddOptions<KeyManagementOptions>().Configure<IGrainFactory>((keys, grains) => keys.XmlRepository = new ClusterKeys(grains));
            builder.Services.AddSingleton<KeyRingLoader>();
            builder.Services.AddHostedService(services => services.GetRequiredService<KeyRingLoader>());
            builder.Services.AddHealthChecks().AddCheck<KeyRingLoader>("sessions");
            return;
        }

        builder.Services.AddSettings<KeyRingOptions>(KeyRingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<KeyRingOptions>, KeyRingOptionsValidator>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<KeyRingOptions>, ILoggerFactory>((keys, options, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(CreateFolder(options.Value.Path), loggers));
    }

    /// <summary>
    /// ASP.NET loads the keys while the host starts, when there is no cluster to ask yet, and reports that as an error: of a cluster they are
    /// loaded by <see cref="KeyRingLoader"/>. To be called after everything that adds data protection once more.
    /// </summary>
    public static void LeaveLoadingToUs(this IServiceCollection services)
    {
        foreach (var preloading in services.Where(IsPreloading).ToArray())
        {
            services.Remove(preloading);
        }
    }

    private static bool IsPreloading(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly;

    private static DirectoryInfo CreateFolder(string path)
    {
        var folder = Path.Combine(Path.GetFullPath(path), "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
