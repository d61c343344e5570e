using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using idunno.Authentication.Basic;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace OrleansAiJobs.Silo.Dashboard;

/// <summary>
/// Serves the dashboard at an address and a port of its own, to whoever knows name and password. What grains hold is not served: it is
/// what people wrote, and what the AI answered them.
/// </summary>
/// <param name="registered">What is registered in the silo.</param>
/// <param name="services">The silo's.</param>
/// <param name="options">Where, and to whom.</param>
internal sealed class DashboardSite(IServiceCollection registered, IServiceProvider services, IOptions<DashboardSiteOptions> options)
    : IHostedService, IAsyncDisposable
{
    private const string GrainState = "/GrainState";

    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _app = Build();
        await _app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(options.Value.Address), options.Value.Port!.Value);
        });
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddRouting();
        AddDashboard(builder.Services);
        builder.Services.AddAuthentication(BasicAuthenticationDefaults.AuthenticationScheme).AddBasic(basic =>
        {
            basic.Realm = "Orleans Dashboard";
            // It is read on the machine itself, or through a tunnel or proxy that encrypts.
            basic.AllowInsecureProtocol = true;
            basic.Events = new BasicAuthenticationEvents { OnValidateCredentials = ValidateAsync };
        });
        // Also where nothing is.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(GrainState, StringComparison.OrdinalIgnoreCase), HideAll);
        app.MapOrleansDashboard();
        return app;
    }

    /// <summary>What the dashboard has registered in the silo is the silo's also here.</summary>
    private void AddDashboard(IServiceCollection site)
    {
        foreach (var type in registered.Select(service => service.ServiceType).Where(type => type.Assembly == typeof(DashboardOptions).Assembly).Distinct())
        {
            site.AddSingleton(type, _ => services.GetRequiredService(type));
        }

        site.AddSingleton(services.GetRequiredService<IOptions<DashboardOptions>>());
    }

    private Task ValidateAsync(ValidateCredentialsContext context)
    {
        // Both are always compared, and in full: how long it takes tells nothing.
        if (IsSame(context.Username, options.Value.UserName) & IsSame(context.Password, options.Value.Password!))
        {
            context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, context.Username)], context.Scheme.Name));
            context.Success();
        }

        return Task.CompletedTask;
    }

    private static bool IsSame(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private static void HideAll(IApplicationBuilder app) => app.Run(context =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
