using Microsoft.Extensions.Options;

namespace OrleansAiJobs.WebFrontend.Auth;

[OptionsValidator]
internal sealed partial class KeyRingOptionsValidator : IValidateOptions<KeyRingOptions>;
