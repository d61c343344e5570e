using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Grains.Ai;

[OptionsValidator]
internal sealed partial class AiOptionsValidator : IValidateOptions<AiOptions>;
