using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Silo.Dashboard;

[OptionsValidator]
internal sealed partial class DashboardSiteOptionsValidator : IValidateOptions<DashboardSiteOptions>;
