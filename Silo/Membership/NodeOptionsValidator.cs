using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Silo.Membership;

[OptionsValidator]
internal sealed partial class NodeOptionsValidator : IValidateOptions<NodeOptions>;
