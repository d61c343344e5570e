using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Grains.Jobs;

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
